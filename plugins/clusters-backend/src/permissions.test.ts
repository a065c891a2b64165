import { clustersPermissions } from '@wheelhouse/plugin-clusters-common';
import { eventually } from '@wheelhouse/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapi from '../openapi.json';
import { type ApiServer, startApiServer } from './__testUtils__/apiServer';
import { kubeconfigOf } from './__testUtils__/kubeconfig';
import {
  ada,
  DenyingPolicy,
  liveFeatures,
  permissionCases,
  type Portal,
  routesOf,
  sendAs,
  startPortal,
  TestBrowser,
} from './__testUtils__/portal';
import clustersFeatures from './index';

const policy = new DenyingPolicy();
let portal: Portal;
let folder: string;
let server: ApiServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wheelhouse-clusters-'));
  server = await startApiServer('token');
  const path = join(folder, 'kubeconfig');
  const clusters = { dev: { url: server.url, token: 'token' } };
  await writeFile(path, kubeconfigOf(clusters));
  portal = await startPortal({
    policy: policy.feature,
    features: [liveFeatures, clustersFeatures],
    config: {
      clusters: {
        sources: [
          { type: 'kubeconfig', path },
          { type: 'kubeconfig', path: join(folder, 'missing') },
        ],
      },
    },
  });
});
afterAll(async () => {
  await portal?.stop();
  await server?.stop();
  await rm(folder, { recursive: true });
});

/** As an administrator whom the policy was not asked about yet: what it says is believed for a moment. */
async function ask(path: string, permission?: string) {
  const { token } = await TestBrowser.signedIn(portal, 'acme', ada);
  const send = () => sendAs(portal, token, 'GET', `/api/clusters${path}`);
  return permission ? policy.denying(permission, send) : send();
}

it('each route names the permissions that it asks for, or why there is none', () => {
  const silent = routesOf(openapi).filter(
    ({ permissions, reason }) => permissions.length === 0 && !reason,
  );
  expect(silent).toEqual([]);
});

it('the permissions are where installers find them', async () => {
  const { body } = await ask('/.well-known/backstage/permissions/metadata');
  expect(body.permissions).toEqual(clustersPermissions);
});

it.each(permissionCases(openapi))(
  '$route without the permission $permission tells nothing',
  async ({ route, permission }) => {
    const path = route.split(' ')[1].replace('{name}', 'dev');
    await eventually(async () => {
      const { status, body } = await ask(path);
      expect(status).toBe(200);
      if (body.items) expect(body.items).not.toEqual([]);
    });
    const answer = await ask(path, permission);
    if (route.includes('{')) {
      const missing = await ask('/clusters/none');
      const { error } = answer.body;
      expect([answer.status, error]).toEqual([404, missing.body.error]);
    } else {
      expect([answer.status, answer.body]).toEqual([200, { items: [] }]);
    }
  },
);
