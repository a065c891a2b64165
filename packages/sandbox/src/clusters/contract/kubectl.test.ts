import { onEachServer } from '../__testUtils__/contract/onEachServer';
import { kubectlSuite } from '../__testUtils__/contract/kubectl';

onEachServer(kubectlSuite);
