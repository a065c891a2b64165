/**
 * The server's part of the SSH menu: `/api/sshmenu`. The default export adds the plugin and its scopes to a backend that
 * has the tenancy plugin; without that one, add `sshmenuPlugin` alone.
 * @packageDocumentation
 */
export { sshmenuFeatures as default } from './features';
export { sshmenuPlugin } from './plugin';
