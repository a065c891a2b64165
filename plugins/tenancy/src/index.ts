/**
 * The pages of tenancy: signing in, one's account and API keys, and the portal's settings.
 * @packageDocumentation
 */
export { tenancyPlugin as default } from './plugin';
export { tenancyAppModule } from './appModule';
export { tenancyApiRef } from './api/tenancyApi';
export type {
  KeyChange,
  KeyRequest,
  PageRequest,
  TenancyApi,
} from './api/tenancyApi';
