/**
 * The clusters that the portal knows, how they are, and who may see them: `/api/clusters`. The default export adds the
 * plugin and its scopes to a backend that has the tenancy plugin; without that one, add `clustersPlugin` alone.
 * @packageDocumentation
 */
export { clustersFeatures as default } from './features';
export { clustersPlugin } from './plugin';
