/**
 * The embedded world of `npm start`. Its default export is a backend feature that does nothing unless
 * `sandbox.enabled` is true.
 * @packageDocumentation
 */
export { sandboxPlugin as default } from './plugin';
export { startSandboxIdentityProvider } from './identity/server';
export type {
  SandboxIdentityProvider,
  SandboxIdentityProviderOptions,
} from './identity/server';
export { SANDBOX_PASSWORD, SANDBOX_TENANTS } from './identity/people';
export type { SandboxPerson, SandboxTenant } from './identity/people';
export {
  MOBILE_CLIENT,
  MOBILE_RESOURCE,
  PORTAL_CLIENT,
} from './identity/provider';
