/* eslint-disable @backstage/no-forbidden-package-imports, @backstage/no-mixed-plugin-imports --
   a whole portal is what tenancy's own tests start */
import liveFeatures from '@wheelhouse/plugin-live-backend';
import {
  type Portal as WholePortal,
  type PortalOptions as WholePortalOptions,
  startPortal,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/portal';
import { TestBrowser } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
import restartsFeatures from '../index';

export { default as clustersFeatures } from '@wheelhouse/plugin-clusters-backend';
export { default as clustersOpenapi } from '@wheelhouse/plugin-clusters-backend/openapi.json';
export { Cable } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/Cable';
export { DEAD_WITHIN_MS } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/eventually';
export { LiveClient } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/LiveClient';
export {
  ada,
  ben,
  hana,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/people';
export {
  type Answer,
  send,
  sendAs,
  TestBrowser,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
export type { WholePortal };

const MANY = 1_000_000;

/** A portal with tenants, sessions, keys and live events as in life, whose clusters everybody sees. */
export function startWholePortal(
  kubeconfig: string,
  { features = [], ...options }: WholePortalOptions = {},
): Promise<WholePortal> {
  return startPortal({
    ...options,
    features: [liveFeatures, restartsFeatures, ...features],
    config: {
      wheelhouse: {
        rateLimit: { perAuth: MANY, perAddress: MANY, signIn: MANY },
      },
      clusters: {
        sources: [{ type: 'kubeconfig', path: kubeconfig }],
        visibility: [{ clusters: ['*'], groups: ['acme/*', 'globex/*'] }],
      },
      restarts: { takeOver: '2s' },
      ...options.config,
    },
  });
}

/** Makes an API key of whoever is signed in. */
export async function makeKey(
  owner: TestBrowser,
  scopes: string[],
): Promise<{ id: string; apiKey: string }> {
  const { status, body } = await owner.request('POST', '/api/tenancy/token', {
    body: { name: 'pipeline', scopes },
  });
  if (status !== 201) throw new Error(`No key was made: ${status}`);
  return body;
}

/** Has restarts count as ready after a second. */
export async function settleQuickly(administrator: TestBrowser) {
  const { status } = await administrator.request(
    'POST',
    '/api/tenancy/settings',
    { body: { name: 'restarts.settle', value: '1s' } },
  );
  if (status >= 300) throw new Error(`The setting was not taken: ${status}`);
}
