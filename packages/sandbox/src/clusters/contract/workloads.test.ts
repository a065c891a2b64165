import { onEachServer } from '../__testUtils__/contract/onEachServer';
import { workloadSuite } from '../__testUtils__/contract/workloads';

onEachServer(workloadSuite);
