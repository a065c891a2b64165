/**
 * The test kit: a provider that misbehaves on demand, the databases and clusters that suites run on, the browser.
 * @packageDocumentation
 */
export { HostileProvider } from './provider/HostileProvider';
export type {
  BadAnswer,
  Behaviour,
  Endpoint,
  Person,
  RecordedRequest,
  Signature,
} from './provider/behaviour';
export {
  createTestDatabases,
  describeEachDatabase,
  POSTGRES_VARIABLE,
  testDatabaseIds,
} from './databases';
export { ARGOCD_VARIABLE, describeRealArgocd, type AskArgocd } from './argocd';
export { browser } from './browser';
export { eventually } from './eventually';
export { expectColumnComments, expectMigrations } from './migrations';
export {
  describeRealClusters,
  KUBECONFIGS_VARIABLE,
  realClusters,
  type RealCluster,
} from './clusters';
