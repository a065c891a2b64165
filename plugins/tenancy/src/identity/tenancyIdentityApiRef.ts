import { createApiRef } from '@backstage/frontend-plugin-api';
import type { TenancyIdentity } from './TenancyIdentity';

/** The one identity of this page: what the sign-in page starts and the fetch middleware renews. */
export const tenancyIdentityApiRef = createApiRef<TenancyIdentity>({
  id: 'plugin.tenancy.identity',
});
