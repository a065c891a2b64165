import { onEachServer } from '../__testUtils__/contract/onEachServer';
import { clientNodeSuite } from '../__testUtils__/contract/clientNode';

onEachServer(clientNodeSuite);
