import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import httpEdge from '@wheelhouse/http-node';
import tenancyFeatures, {
  tenancyServiceRef,
} from '@wheelhouse/plugin-tenancy-node';
import { Router } from 'express';
import { eventually } from './__testUtils__/eventually';
import { ben } from './__testUtils__/people';
import { freePort, Portal, startPortal } from './__testUtils__/portal';
import { sendAs, TestBrowser } from './__testUtils__/TestBrowser';

/** A plugin that lives in a server of its own. */
const elsewhere = createBackendPlugin({
  pluginId: 'elsewhere',
  register(env) {
    env.registerInit({
      deps: {
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        userInfo: coreServices.userInfo,
        tenancy: tenancyServiceRef,
      },
      async init({ httpRouter, httpAuth, userInfo, tenancy }) {
        const router = Router();
        router.get('/who', async (req, res, next) => {
          try {
            const credentials = await httpAuth.credentials(req, {
              allow: ['user'],
            });
            const { groups } = await tenancy.whoIs(credentials);
            const { userEntityRef, ownershipEntityRefs } =
              await userInfo.getUserInfo(credentials);
            res.json({
              userEntityRef,
              ownershipEntityRefs,
              groups,
              notice: await tenancy.getSetting('portal.notice'),
            });
          } catch (error) {
            next(error);
          }
        });
        httpRouter.use(router);
      },
    });
  },
});

let portal: Portal;
let other: { url: string };
let stop: () => Promise<void>;

beforeAll(async () => {
  const port = await freePort();
  other = { url: `http://localhost:${port}` };
  portal = await startPortal({
    config: {
      discovery: {
        endpoints: [
          { target: `${other.url}/api/{{pluginId}}`, plugins: ['elsewhere'] },
        ],
      },
    },
  });
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl: portal.url },
        backend: {
          baseUrl: other.url,
          listen: { host: '127.0.0.1', port },
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        discovery: {
          endpoints: [
            {
              target: `${portal.url}/api/{{pluginId}}`,
              plugins: ['tenancy', 'auth', 'permission'],
            },
          ],
        },
        tenancy: {
          tenants: [
            { id: 'acme', issuer: portal.acme.issuer, clientId: 'wheelhouse' },
          ],
        },
      },
    }),
  );
  backend.add(mockServices.rootLogger.factory());
  backend.add(httpEdge);
  backend.add(tenancyFeatures);
  backend.add(elsewhere);
  await backend.start();
  stop = () => backend.stop();
});
afterAll(async () => {
  await stop?.();
  await portal?.stop();
});

const who = (bearer: string) =>
  sendAs(other, bearer, 'GET', '/api/elsewhere/who');

describe('a plugin in a process of its own', () => {
  it('knows keys, groups and settings, and a revoked key within 5 s', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const { apiKey, id } = (
      await browser.request('POST', '/api/tenancy/token', {
        body: { name: 'ci', scopes: ['elsewhere:read'] },
      })
    ).body;
    expect((await who(apiKey)).body).toEqual({
      userEntityRef: 'user:acme/ben',
      ownershipEntityRefs: ['user:acme/ben', 'group:acme/payments'],
      groups: ['group:acme/payments'],
      notice: '',
    });
    await browser.request('DELETE', `/api/tenancy/token/${id}`);
    await eventually(async () => {
      expect((await who(apiKey)).status).toBe(401);
    });
  });

  it('keeps keys within their scopes', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const { apiKey } = (
      await browser.request('POST', '/api/tenancy/token', {
        body: { name: 'ci', scopes: ['tenancy:read', 'elsewhere:write'] },
      })
    ).body;
    expect((await who(apiKey)).status).toBe(403);
  });

  it('refuses a session that ended elsewhere within 5 s', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const { token } = browser;
    expect((await who(token)).status).toBe(200);
    await browser.request('DELETE', '/api/tenancy/token');
    await eventually(async () => {
      expect((await who(token)).status).toBe(401);
    });
  });
});
