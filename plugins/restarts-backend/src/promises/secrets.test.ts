import { createMockDirectory } from '@backstage/backend-test-utils';
import { CLUSTERS_CHANNEL } from '@wheelhouse/plugin-clusters-common';
import {
  BATCH_CHANNEL,
  RESTART_CHANNEL,
  RESTARTS_CHANNEL,
  type WorkloadReference,
  WORKLOADS_CHANNEL,
} from '@wheelhouse/plugin-restarts-common';
import {
  argocdCluster,
  kubeconfigOf,
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import type { IncomingMessage, ServerResponse } from 'node:http';
import openapi from '../../openapi.json';
import { allRows } from '../__testUtils__/allRows';
import { CANARIES, plant } from '../__testUtils__/canaries';
import { eventually } from '../__testUtils__/eventually';
import { restartPath } from '../__testUtils__/requests';
import {
  ada,
  ben,
  clustersFeatures,
  clustersOpenapi,
  hana,
  LiveClient,
  makeKey,
  sendAs,
  settleQuickly,
  startWholePortal,
  TestBrowser,
  type WholePortal,
} from '../__testUtils__/wholePortal';

jest.setTimeout(120_000);

const JWT = /eyJ[\w-]+\.eyJ[\w-]+/;

describe('promise 19: secrets that are planted', () => {
  const folder = createMockDirectory();
  const told: string[] = [];
  const clients: LiveClient[] = [];
  const log: string[] = [];
  let management: SimulatedCluster;
  let dev: SimulatedCluster;
  let portal: WholePortal;
  let owner: TestBrowser;
  let bearers: Record<string, string>;
  let key: { id: string; apiKey: string };
  /** Errors of an API server that repeat what it was sent. */
  let repeats = false;
  const api: WorkloadReference = {
    ...{ cluster: 'dev', namespace: 'shop' },
    ...{ kind: 'deployments', name: 'api' },
  };
  const failing = { ...api, name: 'failing' };

  function repeat(request: IncomingMessage, response: ServerResponse): boolean {
    if (!repeats || request.method !== 'PATCH') return false;
    response.writeHead(403, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        kind: 'Status',
        message: `not with ${request.headers.authorization}`,
      }),
    );
    return true;
  }

  beforeAll(async () => {
    management = await startSimulatedCluster({ name: 'management', speed: 20 });
    dev = await startSimulatedCluster({
      name: 'dev',
      speed: 20,
      users: [
        { token: CANARIES.argocdToken, user: 'portal' },
        { token: CANARIES.token, user: 'other' },
      ],
      intercept: repeat,
    });
    management.apply(
      argocdCluster({
        name: 'dev',
        server: dev.server,
        config: {
          bearerToken: CANARIES.argocdToken,
          tlsClientConfig: { caData: Buffer.from(dev.ca).toString('base64') },
        },
        annotations: { 'example.com/note': CANARIES.secret },
      }),
    );
    management.apply(
      argocdCluster({
        name: 'broken',
        server: 'https://127.0.0.1:1',
        config: { bearerToken: CANARIES.secret, unknown: CANARIES.secret },
      }),
    );
    folder.addContent({
      management: management.kubeconfig,
      kubeconfig: kubeconfigOf([
        {
          name: 'dev-too',
          server: dev.server,
          ca: dev.ca,
          token: CANARIES.token,
        },
        {
          name: 'gone',
          server: 'https://127.0.0.1:1',
          ca: dev.ca,
          token: CANARIES.token,
        },
      ]),
    });
    plant(dev, 'api', 'well');
    plant(dev, 'failing', 'crash-loop');
    portal = await startWholePortal(folder.resolve('kubeconfig'), {
      onDisk: true,
      features: [clustersFeatures],
      onLog: line => log.push(line),
      config: {
        clusters: {
          sources: [
            { type: 'argocd', kubeconfig: folder.resolve('management') },
            { type: 'kubeconfig', path: folder.resolve('kubeconfig') },
          ],
          visibility: [{ clusters: ['*'], groups: ['acme/*'] }],
        },
      },
    });
    owner = await TestBrowser.signedIn(portal, 'acme', ben);
    const administrator = await TestBrowser.signedIn(portal, 'acme', ada);
    await settleQuickly(administrator);
    key = await makeKey(owner, ['*']);
    bearers = {
      administrator: administrator.token,
      owner: owner.token,
      key: key.apiKey,
      stranger: (await TestBrowser.signedIn(portal, 'globex', hana)).token,
    };
    for (const bearer of Object.values(bearers)) {
      const client = await LiveClient.bearer(portal, bearer);
      clients.push(client);
      await client.subscribe(CLUSTERS_CHANNEL);
      await client.subscribe(RESTARTS_CHANNEL);
      await client.subscribe(WORKLOADS_CHANNEL);
    }
  });
  afterAll(async () => {
    await Promise.all(clients.map(client => client.close()));
    await portal?.stop();
    await Promise.all([management?.stop(), dev?.stop()]);
  });

  async function ask(
    bearer: string,
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ) {
    const answer = await sendAs(portal, bearer, method, path, body, headers);
    told.push(answer.text, JSON.stringify([...answer.headers]));
    return answer;
  }

  /** Each route of two plugins, with ids of things that there are and that there are not. */
  async function askEverything(ids: Record<string, string>) {
    for (const [plugin, { paths }] of Object.entries({
      restarts: openapi,
      clusters: clustersOpenapi,
    })) {
      for (const [path, item] of Object.entries(paths)) {
        for (const method of Object.keys(item)) {
          for (const bearer of Object.values(bearers)) {
            for (const filled of [
              fill(path, ids),
              path.replaceAll(/\{\w+\}/g, 'none'),
            ]) {
              await ask(
                bearer,
                method.toUpperCase(),
                `/api/${plugin}${filled}`,
                method === 'post' && path === '/batches'
                  ? { workloads: [api, failing], dryRun: true }
                  : undefined,
              );
            }
          }
        }
      }
    }
  }

  const rows = () =>
    allRows((portal.database.connection as { directory: string }).directory);
  const follow = async (client: LiveClient, channel: string, id: string) =>
    expect(await client.subscribe(channel.replace('{id}', id))).toMatchObject({
      op: 'subscribed',
    });

  it('stand in no answer, error, event, line of a log or table', async () => {
    const { apiKey } = key;
    const [, ofOwner] = clients;
    await eventually(async () => {
      const { body } = await ask(apiKey, 'GET', '/api/restarts/workloads');
      expect(body.items).toHaveLength(2);
    });

    const ready = await ask(
      apiKey,
      'POST',
      `/api/restarts${restartPath(api)}`,
      { reason: 'to see' },
      { accept: 'application/x-ndjson' },
    );
    expect(ready.text).toContain('"state":"ready"');
    expect(ready.text).toContain('"type":"log"');

    const batch = await ask(apiKey, 'POST', '/api/restarts/batches', {
      workloads: [failing],
    });
    expect(batch.status).toBe(202);
    // Who asked for it is kept as long as it goes on.
    const rowsMeanwhile = await rows();
    expect(rowsMeanwhile).toContain(batch.body.id);
    await follow(ofOwner, BATCH_CHANNEL, batch.body.id);
    const restart = await eventually(async () => {
      const { body } = await ask(
        apiKey,
        'GET',
        `/api/restarts/batches/${batch.body.id}`,
      );
      expect(body.items[0].restart).toBeDefined();
      return body.items[0].restart;
    });
    await follow(ofOwner, RESTART_CHANNEL, restart);
    await eventually(async () => {
      const { body } = await ask(apiKey, 'GET', `/api/restarts/${restart}`);
      expect(body.state).toBe('failed');
    }, 60_000);

    repeats = true;
    const refused = await ask(
      apiKey,
      'POST',
      `/api/restarts${restartPath(api)}?wait=true`,
    );
    repeats = false;
    expect(refused).toMatchObject({
      status: 409,
      body: { failure: { message: expect.stringContaining('not with') } },
    });

    await askEverything({ restart, batch: batch.body.id });

    // What is looked at is not nothing.
    expect(told.length).toBeGreaterThan(100);
    expect(log.length).toBeGreaterThan(10);
    expect(log.some(line => line.includes('restart-request'))).toBe(true);
    for (const ofMember of clients.slice(1, 3)) {
      await eventually(() => expect(ofMember.events).not.toEqual([]));
    }
    const places = {
      answers: told.join('\n'),
      events: JSON.stringify(clients.map(({ frames }) => frames)),
      log: log.join('\n'),
      tables: rowsMeanwhile + (await rows()),
    };
    expect(places.tables).toContain(restart);
    const secrets = { ...CANARIES, apiKey, session: owner.token };
    const found = Object.entries(places).flatMap(([place, text]) => [
      ...Object.entries(secrets)
        .filter(([, secret]) => text.includes(secret))
        .map(([what]) => `${what} in ${place}`),
      ...(JWT.test(text) ? [`a signed token in ${place}`] : []),
    ]);
    expect(found).toEqual([]);
  });

  function fill(path: string, ids: Record<string, string>): string {
    return path
      .replace('/batches/{id}', `/batches/${ids.batch}`)
      .replace('{id}', ids.restart)
      .replace('{cluster}', 'dev')
      .replace('{namespace}', 'shop')
      .replace('{kind}', 'deployments')
      .replace('{name}', path.startsWith('/clusters/{name}') ? 'dev' : 'none');
  }
});
