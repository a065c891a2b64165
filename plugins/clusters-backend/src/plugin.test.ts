import { CLUSTERS_CHANNEL } from '@wheelhouse/plugin-clusters-common';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapi from '../openapi.json';
import { type ApiServer, startApiServer } from './__testUtils__/apiServer';
import { eventually } from '@wheelhouse/testing';
import { follow } from './__testUtils__/follow';
import { kubeconfigOf } from './__testUtils__/kubeconfig';
import {
  ada,
  type Answer,
  ben,
  hana,
  liveFeatures,
  type Portal,
  send,
  sendAs,
  startPortal,
  TestBrowser,
} from './__testUtils__/portal';
import clustersFeatures from './index';

/** What no answer and no line of the log may hold. */
const CANARY = `canary-${randomUUID()}`;
const NAMES = ['dev', 'prod', 'secret'] as const;

let portal: Portal;
let folder: string;
let kubeconfig: string;
let servers: Record<(typeof NAMES)[number], ApiServer>;
let bearers: Record<string, string | undefined>;
const log: string[] = [];
const answers: string[] = [];

async function writeClusters(names: readonly (keyof typeof servers)[]) {
  const clusters = Object.fromEntries(
    names.map(name => [name, { url: servers[name].url, token: CANARY }]),
  );
  await writeFile(kubeconfig, kubeconfigOf(clusters));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wheelhouse-clusters-'));
  kubeconfig = join(folder, 'kubeconfig');
  const started = await Promise.all(NAMES.map(() => startApiServer(CANARY)));
  servers = Object.fromEntries(
    NAMES.map((name, i) => [name, started[i]]),
  ) as typeof servers;
  await writeClusters(NAMES);
  const many = 1_000_000;
  portal = await startPortal({
    features: [liveFeatures, clustersFeatures],
    config: {
      wheelhouse: {
        rateLimit: { perAuth: many, perAddress: many, signIn: many },
      },
      clusters: {
        sources: [{ type: 'kubeconfig', path: kubeconfig }],
        visibility: [
          { clusters: ['dev'], groups: ['acme/payments', 'globex/*'] },
          { clusters: ['prod'], groups: ['acme/*'] },
        ],
        showServer: ['acme/platform-admins'],
      },
    },
    onLog: line => log.push(line),
  });
  const owner = await TestBrowser.signedIn(portal, 'acme', ben);
  const key = async (...scopes: string[]) =>
    (
      await owner.request('POST', '/api/tenancy/token', {
        body: { name: 'key', scopes },
      })
    ).body.apiKey as string;
  bearers = {
    administrator: (await TestBrowser.signedIn(portal, 'acme', ada)).token,
    member: owner.token,
    'other tenant': (await TestBrowser.signedIn(portal, 'globex', hana)).token,
    'full key': await key('*'),
    'wide key': await key('clusters:read'),
    'narrow key': await key('clusters:read:dev'),
    'key to what its owner may not': await key('clusters:read:secret'),
    'key to something else': await key('restarts:read'),
    nobody: undefined,
  };
});
afterAll(async () => {
  await portal?.stop();
  await Promise.all(Object.values(servers ?? {}).map(s => s.stop()));
  await rm(folder, { recursive: true });
});

async function ask(role: string, path: string): Promise<Answer> {
  const bearer = bearers[role];
  const at = `/api/clusters${path}`;
  const answer = bearer
    ? await sendAs(portal, bearer, 'GET', at)
    : await send(portal.url + at, 'GET');
  answers.push(answer.text, JSON.stringify([...answer.headers]));
  return answer;
}

async function states(role = 'administrator'): Promise<Record<string, string>> {
  const { body } = await ask(role, '/clusters');
  return Object.fromEntries(
    body.items.map((c: { name: string; state: string }) => [c.name, c.state]),
  );
}

const allGood = () =>
  eventually(async () =>
    expect(await states()).toEqual({
      dev: 'good',
      prod: 'good',
      secret: 'good',
    }),
  );

/** What is left of an answer when what differs by its nature is taken out. */
function essence(answer: Answer) {
  const headers = Object.fromEntries(answer.headers);
  for (const name of ['date', 'x-request-id', 'content-length', 'etag']) {
    delete headers[name];
  }
  return {
    status: answer.status,
    headers,
    text: answer.text
      .replace(/"requestId":"[^"]+"/, '')
      .replace(/\/clusters\/[^"]+/, '/clusters/NAME'),
  };
}

/** For each role, whether it sees each cluster; or the status that it gets. */
const EXPECTED: Record<string, string[] | number> = {
  administrator: ['dev', 'prod', 'secret'],
  member: ['dev', 'prod'],
  'other tenant': ['dev'],
  'full key': ['dev', 'prod'],
  'wide key': ['dev', 'prod'],
  'narrow key': ['dev'],
  'key to what its owner may not': [],
  'key to something else': 403,
  nobody: 401,
};

it('promise 18: no route is forgotten', () => {
  expect(Object.keys(openapi.paths)).toEqual([
    '/clusters',
    '/clusters/{name}',
    '/problems',
  ]);
});

it('promise 18: what keeps sources from being read is told to administrators alone', async () => {
  await writeFile(kubeconfig, 'this is no kubeconfig');
  await eventually(async () => {
    const { body } = await ask('administrator', '/problems');
    expect(body.items).toEqual([
      { source: 'kubeconfig', message: expect.any(String) },
    ]);
  }, 60_000);
  for (const [role, expected] of Object.entries(EXPECTED)) {
    if (role === 'administrator') continue;
    const { status, body } = await ask(role, '/problems');
    expect([role, status === 200 ? body.items : status]).toEqual([
      role,
      typeof expected === 'number' ? expected : [],
    ]);
  }
  // Until it can be read again, what it last told stays.
  expect(Object.keys(await states())).toEqual(NAMES);
  await writeClusters(NAMES);
  await eventually(async () => {
    const { body } = await ask('administrator', '/problems');
    expect(body.items).toEqual([]);
  }, 60_000);
});

it('promise 18: each role sees in the list what is for it, and nothing of the others', async () => {
  for (const [role, expected] of Object.entries(EXPECTED)) {
    const { status, body } = await ask(role, '/clusters');
    const seen =
      status === 200 ? body.items.map((c: { name: string }) => c.name) : status;
    expect([role, seen]).toEqual([role, expected]);
  }
});

it('promise 18: a cluster that is not for one looks like one that does not exist', async () => {
  for (const [role, expected] of Object.entries(EXPECTED)) {
    const missing = await ask(role, '/clusters/none');
    for (const name of NAMES) {
      const answer = await ask(role, `/clusters/${name}`);
      if (Array.isArray(expected) && expected.includes(name)) {
        expect([role, name, answer.status]).toEqual([role, name, 200]);
        expect(answer.body.name).toBe(name);
      } else {
        expect([role, name, essence(answer)]).toEqual([
          role,
          name,
          essence(missing),
        ]);
      }
    }
    expect([role, missing.status]).toEqual([
      role,
      Array.isArray(expected) ? 404 : expected,
    ]);
  }
});

it('tells how a cluster is, with its nodes and its last hours', async () => {
  await allGood();
  await eventually(async () => {
    const { body } = await ask('member', '/clusters/dev');
    expect(body).toEqual({
      name: 'dev',
      sources: ['kubeconfig'],
      state: 'good',
      reasons: [],
      since: expect.any(String),
      version: 'v1.36.3',
      latencyMs: expect.any(Number),
      nodes: 1,
      nodesReady: 1,
      labels: {},
      credential: { kind: 'token' },
      checkedAt: expect.any(String),
      nodeList: [{ name: 'node-1', ready: true, roles: [] }],
      reachability: [{ from: body.since, state: 'good' }],
    });
  });
});

it("shows a server's address to those whom the configuration names, and to nobody else", async () => {
  const { body } = await ask('administrator', '/clusters/dev');
  expect(body.server).toBe(servers.dev.url);
  for (const role of ['member', 'other tenant', 'full key']) {
    for (const path of ['/clusters', '/clusters/dev']) {
      expect((await ask(role, path)).text).not.toContain(servers.dev.url);
    }
  }
});

it.each([
  ['/clusters?state=terrible', 400],
  ['/clusters?limit=0', 400],
  ['/clusters?limit=201', 400],
  ['/clusters?cursor=x', 400],
  ['/clusters?other=1', 400],
  [`/clusters?search=${'x'.repeat(201)}`, 400],
  ['/clusters/..%2f..%2fetc', 404],
  ['/clusters/%00', 404],
])('answers bad input %s with %d', async (path, status) => {
  expect((await ask('member', path)).status).toBe(status);
});

it('a suspended cluster is known as failed while the others go on, and comes back by itself', async () => {
  await allGood();
  const { body: before } = await ask('administrator', '/clusters/prod');
  servers.dev.suspend();
  try {
    await eventually(
      async () =>
        expect(await states()).toEqual({
          dev: 'failed',
          prod: 'good',
          secret: 'good',
        }),
      60_000,
    );
    const { body: dev } = await ask('member', '/clusters/dev');
    expect(dev.reasons).toEqual([
      expect.stringContaining('does not answer in time'),
    ]);
    expect(dev.reachability.at(-1)).toMatchObject({
      state: 'failed',
      reason: dev.reasons[0],
    });
    // The others were asked meanwhile.
    const { body: prod } = await ask('administrator', '/clusters/prod');
    expect(prod.checkedAt > before.checkedAt).toBe(true);
    expect(prod.since).toBe(before.since);
  } finally {
    servers.dev.resume();
  }
  await eventually(
    async () => expect(await states()).toMatchObject({ dev: 'good' }),
    60_000,
  );
});

it('promise 18: tells of clusters that come and go, without a restart, to those alone who may see them', async () => {
  const [member, other] = await Promise.all(
    ['member', 'other tenant'].map(role =>
      follow(portal.url, bearers[role]!, CLUSTERS_CHANNEL),
    ),
  );
  await writeClusters(['dev']);
  await eventually(
    async () => expect(Object.keys(await states())).toEqual(['dev']),
    60_000,
  );
  const removed = (name: string) => ({ type: 'removed', data: { name } });
  await eventually(() => expect(member.events).toContainEqual(removed('prod')));
  await writeClusters(['prod']);
  await eventually(
    () => expect(other.events).toContainEqual(removed('dev')),
    60_000,
  );
  const names = (events: typeof other.events) =>
    new Set(events.map(({ data }) => (data as { name: string }).name));
  expect(names(other.events)).toEqual(new Set(['dev']));
  await eventually(() =>
    expect(names(member.events)).toEqual(new Set(['dev', 'prod'])),
  );
  answers.push(JSON.stringify([member.events, other.events]));
  member.close();
  other.close();
  await writeClusters(NAMES);
  await allGood();
});

it('promise 18: a key that may not read clusters cannot follow them either', async () => {
  await expect(
    follow(portal.url, bearers['key to something else']!, CLUSTERS_CHANNEL),
  ).rejects.toThrow();
});

it('promise 19: no answer and no line of the log holds the credential', async () => {
  expect(answers.length).toBeGreaterThan(20);
  expect(log.length).toBeGreaterThan(0);
  expect([...answers, ...log].filter(text => text.includes(CANARY))).toEqual(
    [],
  );
});
