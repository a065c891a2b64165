import liveFeatures from '@wheelhouse/plugin-live-backend';
import {
  type Portal,
  type PortalOptions,
  startPortal,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/portal';
import { TestBrowser } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
import sshmenuFeatures from '../index';

/** A whole portal with the SSH menu and live events, without limits on how often it is asked. */
export async function startMenuPortal(
  options: PortalOptions = {},
): Promise<Portal> {
  const many = 1_000_000;
  return startPortal({
    ...options,
    features: [liveFeatures, sshmenuFeatures, ...(options.features ?? [])],
    config: {
      wheelhouse: {
        rateLimit: { perAuth: many, perAddress: many, signIn: many },
      },
      ...options.config,
    },
  });
}

/** An API key of somebody who is signed in. */
export async function keyOf(
  browser: TestBrowser,
  scopes: string[] = ['sshmenu:*'],
  wanted: object = {},
): Promise<string> {
  const { body } = await browser.request('POST', '/api/tenancy/token', {
    body: { name: 'machine', scopes, ...wanted },
  });
  return body.apiKey;
}
