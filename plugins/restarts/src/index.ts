/**
 * The pages of restarts: what one may restart, a restart as it goes, and the history.
 * @packageDocumentation
 */
export { restartsPlugin as default } from './plugin';
export { restartsApiRef } from './api/restartsApi';
export type {
  Page,
  PageRequest,
  RestartEvent,
  RestartQuery,
  RestartsApi,
  WorkloadQuery,
} from './api/restartsApi';
