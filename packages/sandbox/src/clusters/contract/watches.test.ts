import { onEachServer } from '../__testUtils__/contract/onEachServer';
import { watchSuite } from '../__testUtils__/contract/watch';

onEachServer(watchSuite);
