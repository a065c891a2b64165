import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import {
  createTestDatabases,
  describeEachDatabase,
  POSTGRES_VARIABLE,
} from '@wheelhouse/testing';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { randomBytes, randomUUID } from 'node:crypto';
import { eventually } from '../__testUtils__/eventually';
import { ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { readLines, restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';
import { chooseStamp } from '../rules/stamp';
import { LeaseStore } from '../store/LeaseStore';
import { RestartStore } from '../store/RestartStore';

jest.setTimeout(60_000);

const postgres = process.env[POSTGRES_VARIABLE];
const describePostgres = postgres ? describe : describe.skip;

describePostgres('two servers on one Postgres', () => {
  const folder = createMockDirectory();
  let cluster: SimulatedCluster;
  let one: Portal;
  let two: Portal;
  let patches = 0;

  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 10,
      intercept: ({ method }) => {
        if (method === 'PATCH') patches += 1;
        return false;
      },
    });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
    const options = {
      kubeconfig: folder.resolve('kubeconfig'),
      database: {
        client: 'pg',
        connection: postgres!,
        prefix: `restarts_${randomBytes(6).toString('hex')}_`,
      },
    };
    one = await startPortal(options);
    two = await startPortal(options);
  });
  beforeEach(() => {
    patches = 0;
  });
  afterAll(async () => {
    await one?.stop();
    await two?.stop();
    await cluster?.stop();
  });

  it('promise 25: patch once, however often and wherever one request is sent', async () => {
    const path = restartPath(simulatedWorkload(cluster, 'shop', 'often'));
    const answers = await Promise.all(
      [one, two, one, two, one, two].map(portal =>
        portal.request(ben, 'POST', `${path}?wait=true`, {
          headers: { 'idempotency-key': 'same' },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(patches).toBe(1);
  });

  it('promise 25: begin anew once, for one key that both are sent at once', async () => {
    const path = restartPath(simulatedWorkload(cluster, 'shop', 'anew'));
    await one.request(ben, 'POST', path);
    const answers = await Promise.all(
      [one, two, one, two].map(portal =>
        portal.request(ben, 'POST', path, {
          body: { whenRunning: 'supersede' },
          headers: { 'idempotency-key': 'anew' },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    await eventually(async () => {
      const { body } = await two.request(ben, 'GET', `/${answers[0].body.id}`);
      expect(body.state).toBe('ready');
    });
  });

  it('follow one restart, asked for without a key at both', async () => {
    const path = restartPath(simulatedWorkload(cluster, 'shop', 'both'));
    const answers = await Promise.all(
      [one, two, two, one].map(portal => portal.request(ben, 'POST', path)),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const [{ body }] = answers;
    const streams = await Promise.all(
      [one, two].map(async portal =>
        readLines(await portal.fetch(ben, 'GET', `/${body.id}/stream`)),
      ),
    );
    for (const lines of streams) {
      expect(lines.at(-1)).toMatchObject({
        type: 'end',
        restart: { state: 'ready' },
      });
    }
    expect(patches).toBe(1);
  });

  it('go on with what a server followed that stopped', async () => {
    const path = restartPath(
      simulatedWorkload(cluster, 'shop', 'left', { readyAfter: '20s' }),
    );
    const three = await startPortal({
      kubeconfig: folder.resolve('kubeconfig'),
      database: {
        client: 'better-sqlite3',
        connection: { directory: folder.path },
      },
    });
    const { body } = await three.request(ben, 'POST', path);
    await three.stop();
    const four = await startPortal({
      kubeconfig: folder.resolve('kubeconfig'),
      database: {
        client: 'better-sqlite3',
        connection: { directory: folder.path },
      },
    });
    await eventually(async () => {
      const { body: now } = await four.request(ben, 'GET', `/${body.id}`);
      expect(now.state).toBe('ready');
    }, 40_000);
    await four.stop();
    expect(patches).toBe(1);
  });
});

describeEachDatabase('the lease of a restart', databaseId => {
  const databases = createTestDatabases();

  it('promise 26: what a server writes that was paused and overtaken is refused', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@wheelhouse/plugin-restarts-backend',
        'migrations',
      ),
    });
    const store = new RestartStore(db);
    const begun = await store.begin(
      {
        id: randomUUID(),
        workload: {
          cluster: 'dev',
          namespace: 'n',
          kind: 'deployments',
          name: 'a',
        },
        uid: 'u',
        requestedBy: { ref: 'user:acme/ben', name: 'Ben' },
        groups: ['acme/payments'],
        granted: ['acme/payments'],
        chooseStamp: last => chooseStamp(Date.now(), last),
        follower: 'paused',
        leaseMs: -1,
      },
      'join',
    );
    const { restart, lease } = begun.stored;
    const leases = new LeaseStore(db, 10_000);
    const [taken] = await leases.takeOver('next', 10);
    expect(taken.lease).toEqual({ follower: 'next', version: 2 });
    expect(await leases.takeOver('third', 10)).toEqual([]);
    const step = { time: new Date().toISOString(), state: 'ready' as const };
    expect(await leases.write(restart.id, lease!, { step })).toBeUndefined();
    expect(await leases.renew(restart.id, lease!)).toBe(false);
    expect((await store.get(restart.id))!.restart.state).toBe('pending');
    const written = await leases.write(restart.id, taken.lease!, { step });
    expect(written!.restart).toMatchObject({ state: 'ready' });
    expect(
      await leases.write(restart.id, taken.lease!, { step }),
    ).toBeUndefined();
  });
});
