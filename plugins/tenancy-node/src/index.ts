/**
 * What other plugins need of tenancy: who makes a request, extension points for settings and scopes, and the services that
 * make API keys and revocation work in every plugin. The default export adds those services to a backend.
 * @packageDocumentation
 */
export { tenancyFeatures as default } from './features';
export * from './config';
export * from './cookies';
export * from './credentials';
export * from './directory';
export * from './extensions/declarations';
export * from './oidc';
export * from './services';
