/**
 * The Backstage auth provider that turns a session of the tenancy plugin into a Backstage identity.
 * @packageDocumentation
 */
export { authModuleTenancy as default } from './module';
