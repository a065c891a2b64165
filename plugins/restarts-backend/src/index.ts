/**
 * Restarts of workloads whose owners allowed them: `/api/restarts`. The default export adds the plugin, its scopes and its
 * settings to a backend that has the tenancy plugin; without that one, add `restartsPlugin` alone.
 * @packageDocumentation
 */
export { restartsFeatures as default } from './features';
export { restartsPlugin } from './plugin';
