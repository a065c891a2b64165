import { onEachServer } from '../__testUtils__/contract/onEachServer';
import { apiSuite } from '../__testUtils__/contract/api';

onEachServer(apiSuite);
