import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import {
  BATCH_CHANNEL,
  RESTART_CHANNEL,
  RESTARTS_CHANNEL,
  type WorkloadReference,
  WORKLOADS_CHANNEL,
} from '@wheelhouse/plugin-restarts-common';
import { randomUUID } from 'node:crypto';
import { eventually } from '../__testUtils__/eventually';
import { restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';
import {
  ada,
  ben,
  hana,
  LiveClient,
  makeKey,
  settleQuickly,
  startWholePortal,
  TestBrowser,
  type WholePortal,
} from '../__testUtils__/wholePortal';

jest.setTimeout(60_000);

const BOTH = 'acme/payments, globex/payments';
const cleo = { ...ben, sub: 'cleo', email: 'cleo@acme.example', name: 'Cleo' };

describe('live events of restarts', () => {
  const folder = createMockDirectory();
  const clients: LiveClient[] = [];
  let cluster: SimulatedCluster;
  let portal: WholePortal;
  let owner: TestBrowser;
  let own: WorkloadReference;
  let shared: WorkloadReference;

  beforeAll(async () => {
    cluster = await startSimulatedCluster({ name: 'dev', speed: 20 });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
    own = simulatedWorkload(cluster, 'shop', 'own');
    shared = simulatedWorkload(cluster, 'shop', 'shared', { groups: BOTH });
    portal = await startWholePortal(folder.resolve('kubeconfig'), {
      tenants: { globex: { recheckGroups: '1s' } },
    });
    owner = await TestBrowser.signedIn(portal, 'acme', ben);
    await settleQuickly(await TestBrowser.signedIn(portal, 'acme', ada));
  });
  afterEach(() => Promise.all(clients.splice(0).map(each => each.close())));
  afterAll(async () => {
    await portal?.stop();
    await cluster?.stop();
  });

  async function clientOf(browser: TestBrowser, ...channels: string[]) {
    const client = await LiveClient.ofBrowser(portal, browser);
    clients.push(client);
    for (const channel of channels) {
      expect(await client.subscribe(channel)).toMatchObject({
        op: 'subscribed',
      });
    }
    return client;
  }

  async function clientOfKey(scopes: string[]) {
    const { apiKey } = await makeKey(owner, scopes);
    const client = await LiveClient.bearer(portal, apiKey);
    clients.push(client);
    return client;
  }

  /** Restarts a workload, and resolves at its end. */
  async function restart(workload: WorkloadReference): Promise<string> {
    const { status, body } = await owner.request(
      'POST',
      `/api/restarts${restartPath(workload)}?wait=true`,
    );
    expect(status).toBe(200);
    return body.id;
  }

  const namesOf = (client: LiveClient, channel: string) =>
    client.frames.flatMap(frame =>
      frame.op === 'event' && frame.id === channel
        ? [(frame.data as { name: string }).name]
        : [],
    );
  const statesOf = (client: LiveClient, id: string) =>
    client.frames.flatMap(frame => {
      const data = frame.op === 'event' ? (frame.data as any) : undefined;
      return data?.id === id ? [data.state] : [];
    });

  function stateOfLast(client: LiveClient): string | undefined {
    const last = client.frames.findLast(
      frame => frame.op === 'event' && frame.id === RESTARTS_CHANNEL,
    );
    return (last as any)?.data.state;
  }

  async function expectRefused(client: LiveClient, channel: string) {
    const missing = RESTART_CHANNEL.replace('{id}', randomUUID());
    const [refused, none] = [
      await client.subscribe(channel),
      await client.subscribe(missing),
    ];
    expect(refused).toMatchObject({ op: 'error', name: 'NotFoundError' });
    // The same as for what does not exist.
    expect({ ...refused, id: '' }).toEqual({ ...none, id: '' });
  }

  it('tell each step of a restart to those who may see it', async () => {
    const mate = await clientOf(
      await TestBrowser.signedIn(portal, 'acme', cleo),
      RESTARTS_CHANNEL,
      WORKLOADS_CHANNEL,
    );
    const id = await restart(own);
    await eventually(() =>
      expect(statesOf(mate, id)).toEqual([
        'pending',
        'patched',
        'rolling',
        'ready',
      ]),
    );
    await eventually(() =>
      expect(namesOf(mate, WORKLOADS_CHANNEL)).toContain('own'),
    );
  });

  it('promise 18: tell another tenant, whose group has the same name, nothing but of what it shares', async () => {
    const stranger = await clientOf(
      await TestBrowser.signedIn(portal, 'globex', hana),
      RESTARTS_CHANNEL,
      WORKLOADS_CHANNEL,
    );
    const id = await restart(own);
    await restart(shared);
    // What comes later has come: what comes before would have.
    await eventually(() => {
      expect(stateOfLast(stranger)).toBe('ready');
      expect(namesOf(stranger, WORKLOADS_CHANNEL)).toContain('shared');
    });
    for (const channel of [RESTARTS_CHANNEL, WORKLOADS_CHANNEL]) {
      expect(new Set(namesOf(stranger, channel))).toEqual(new Set(['shared']));
    }
    await expectRefused(stranger, RESTART_CHANNEL.replace('{id}', id));
  });

  it('promise 18: are not for an administrator in none of the groups', async () => {
    const id = await restart(own);
    const batch = await owner.request('POST', '/api/restarts/batches', {
      body: { workloads: [own] },
    });
    const administrator = await clientOf(
      await TestBrowser.signedIn(portal, 'acme', ada),
      RESTARTS_CHANNEL,
    );
    await expectRefused(administrator, RESTART_CHANNEL.replace('{id}', id));
    await expectRefused(
      administrator,
      BATCH_CHANNEL.replace('{id}', batch.body.id),
    );
  });

  it('of a batch are for whoever asked for it', async () => {
    const { body } = await owner.request('POST', '/api/restarts/batches', {
      body: { workloads: [own] },
    });
    const channel = BATCH_CHANNEL.replace('{id}', body.id);
    const requester = await clientOf(owner, channel);
    const mate = await clientOf(
      await TestBrowser.signedIn(portal, 'acme', cleo),
    );
    await expectRefused(mate, channel);
    await eventually(() =>
      expect(requester.events).toContainEqual({ id: body.id }),
    );
  });

  it('promise 18: tell a narrow key of its workload alone', async () => {
    const key = await clientOfKey(['restarts:read:dev/shop/deployments/own']);
    await key.subscribe(RESTARTS_CHANNEL);
    await key.subscribe(WORKLOADS_CHANNEL);
    const other = await restart(shared);
    await restart(own);
    await eventually(() => {
      expect(stateOfLast(key)).toBe('ready');
      expect(namesOf(key, WORKLOADS_CHANNEL)).toContain('own');
    });
    for (const channel of [RESTARTS_CHANNEL, WORKLOADS_CHANNEL]) {
      expect(new Set(namesOf(key, channel))).toEqual(new Set(['own']));
    }
    await expectRefused(key, RESTART_CHANNEL.replace('{id}', other));
  });

  it.each([RESTARTS_CHANNEL, WORKLOADS_CHANNEL])(
    'promise 18: a key without a scope of restarts cannot follow %s',
    async channel => {
      await expectRefused(await clientOfKey(['tenancy:read']), channel);
    },
  );

  it('promise 11: stop when the group is taken away that gave the right to them', async () => {
    const person = { ...hana, sub: 'mover', email: 'mover@globex.example' };
    const going = simulatedWorkload(cluster, 'shop', 'going', {
      groups: BOTH,
      readyAfter: '600s',
    });
    const begun = await owner.request(
      'POST',
      `/api/restarts${restartPath(going)}`,
    );
    const channel = RESTART_CHANNEL.replace('{id}', begun.body.id);
    const mover = await clientOf(
      await TestBrowser.signedIn(portal, 'globex', person),
      channel,
      RESTARTS_CHANNEL,
      WORKLOADS_CHANNEL,
    );
    await restart(shared);
    await eventually(() => expect(stateOfLast(mover)).toBe('ready'));
    portal.globex.person({ ...person, groups: [] });
    const ended = await mover.next(frame => frame.op === 'error');
    expect(ended).toMatchObject({ id: channel, name: 'NotFoundError' });
    const before = mover.events.length;
    const witness = await clientOf(
      await TestBrowser.signedIn(portal, 'globex', hana),
      RESTARTS_CHANNEL,
      WORKLOADS_CHANNEL,
    );
    await restart(shared);
    await eventually(() => {
      expect(stateOfLast(witness)).toBe('ready');
      expect(namesOf(witness, WORKLOADS_CHANNEL)).toContain('shared');
    });
    expect(mover.events.slice(before)).toEqual([]);
    expect(mover.closeCode).toBeUndefined();
  });
});
