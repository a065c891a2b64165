import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '@wheelhouse/testing';
import { FakeClusters } from '../__testUtils__/FakeClusters';
import { Fleet } from './Fleet';
import type { Timing } from './timing';

/** As in life, but a hundred times as fast. */
const FAST: Timing = {
  firstWithin: 20,
  interval: 50,
  timeout: 25,
  confirmAfter: 5,
  longest: 150,
  longestAsked: 600,
  readyEvery: 2,
};

jest.setTimeout(60_000);

let clusters: FakeClusters;
let fleet: Fleet;
let told: string[];

beforeEach(() => {
  clusters = new FakeClusters();
  fleet = new Fleet({
    clusters,
    timing: FAST,
    logger: mockServices.logger.mock(),
  });
  told = [];
  fleet.listen({
    changed: name => told.push(`changed ${name}`),
    removed: name => told.push(`removed ${name}`),
    state: ({ name, state }) => told.push(`${name} is ${state}`),
  });
});
afterEach(() => fleet.stop());

const view = (name: string) => fleet.find(name)?.view;
const versionsAsked = (name: string) =>
  clusters.cluster(name).asked.filter(path => path === '/version').length;
const becomes = (name: string, state: string) =>
  eventually(() => expect(view(name)?.state).toBe(state));

it('tells how a cluster is, and since when', async () => {
  clusters.set('dev', { labels: { 'addons-rbac': 'true' } });
  fleet.start();
  expect(view('dev')).toMatchObject({ name: 'dev', state: 'unknown' });
  await becomes('dev', 'good');
  expect(view('dev')).toMatchObject({
    version: 'v1.36.3',
    labels: { 'addons-rbac': 'true' },
    reasons: [],
    since: expect.any(String),
    checkedAt: expect.any(String),
    latencyMs: expect.any(Number),
  });
  expect(told).toContain('dev is good');
});

it('takes a cluster that does not answer for failed, and comes back by itself', async () => {
  const dev = clusters.set('dev');
  clusters.set('prod');
  fleet.start();
  await becomes('dev', 'good');
  await becomes('prod', 'good');
  const before = view('dev')!;
  dev.manner = 'silent';
  const asked = versionsAsked('prod');
  await becomes('dev', 'failed');
  // Meanwhile the other one is asked as ever, and no more often than fits into three intervals.
  expect(versionsAsked('prod')).toBeGreaterThan(asked);
  expect(versionsAsked('prod') - asked).toBeLessThanOrEqual(4);
  expect(view('dev')).toMatchObject({
    reasons: [expect.stringContaining('does not answer in time')],
    version: 'v1.36.3',
    latencyMs: undefined,
  });
  expect(view('dev')!.since! >= before.since!).toBe(true);
  expect(view('prod')?.state).toBe('good');
  dev.manner = 'well';
  await becomes('dev', 'good');
});

it('goes on looking after the clusters when a listener fails', async () => {
  clusters.set('dev');
  clusters.set('prod');
  fleet.listen({
    changed: () => {
      throw new Error('a mistake of ours');
    },
  });
  fleet.start();
  await becomes('dev', 'good');
  await becomes('prod', 'good');
  expect(fleet.members()).toHaveLength(2);
});

it('does not take one lost answer for a failure', async () => {
  const dev = clusters.set('dev');
  fleet.start();
  await becomes('dev', 'good');
  dev.once = 'unreachable';
  const asked = dev.asked.length;
  await eventually(() => expect(dev.asked.length).toBeGreaterThan(asked + 3));
  expect(told).not.toContain('dev is failed');
});

it('tells of an API server that says that it is not ready, and of its being ready again', async () => {
  const dev = clusters.set('dev');
  dev.readiness = 'server-error';
  fleet.start();
  await becomes('dev', 'attention');
  expect(view('dev')!.reasons[0]).toContain('not ready');
  dev.readiness = 'well';
  await becomes('dev', 'good');
});

it('does without readiness where it may not be asked', async () => {
  const dev = clusters.set('dev');
  dev.readiness = 'forbidden';
  fleet.start();
  await becomes('dev', 'good');
  expect(dev.asked).toContain('/readyz');
});

it('follows the nodes', async () => {
  const dev = clusters.set('dev');
  dev.setNodes({ a: true, b: true });
  fleet.start();
  await eventually(() =>
    expect(view('dev')).toMatchObject({ nodes: 2, nodesReady: 2 }),
  );
  dev.setNodes({ a: true, b: 'Kubelet stopped posting node status.' });
  await becomes('dev', 'attention');
  expect(view('dev')).toMatchObject({
    nodes: 2,
    nodesReady: 1,
    reasons: ['1 of 2 nodes is not ready: b.'],
  });
  expect(fleet.find('dev')!.nodes()).toEqual([
    { name: 'a', ready: true, version: 'v1.36.3', roles: ['worker'] },
    {
      name: 'b',
      ready: false,
      reason: 'Kubelet stopped posting node status.',
      version: 'v1.36.3',
      roles: ['worker'],
    },
  ]);
});

it('is well without the right to list nodes, and says so', async () => {
  clusters.set('dev').mayListNodes = false;
  fleet.start();
  await eventually(() =>
    expect(view('dev')?.reasons).toEqual([
      expect.stringContaining('may not list nodes'),
    ]),
  );
  expect(view('dev')?.state).toBe('good');
});

it('asks nothing of a cluster whose definition cannot be used', () => {
  const bad = clusters.set('bad', {
    usable: false,
    problems: ['The CA is not a certificate.'],
  });
  fleet.start();
  expect(view('bad')).toMatchObject({
    state: 'failed',
    reasons: ['The CA is not a certificate.'],
  });
  expect(bad.asked).toEqual([]);
});

it('makes a new start when the connection has changed, without a moment of not knowing', async () => {
  const dev = clusters.set('dev');
  fleet.start();
  await becomes('dev', 'good');
  dev.manner = 'unauthorized';
  clusters.set('dev', { revision: '2' });
  expect(view('dev')?.state).toBe('good');
  await becomes('dev', 'failed');
  expect(told.filter(text => text === 'dev is unknown')).toEqual([]);
  expect(dev.following).toBe(0);
});

it('goes on with the same connection when something else has changed', async () => {
  const dev = clusters.set('dev');
  fleet.start();
  await eventually(() => expect(dev.following).toBe(1));
  clusters.set('dev', { labels: { 'addons-rbac': 'true' } });
  expect(view('dev')).toMatchObject({ labels: { 'addons-rbac': 'true' } });
  expect(dev.following).toBe(1);
});

it('shows a cluster that appears, and none that has vanished', async () => {
  fleet.start();
  const dev = clusters.set('dev');
  await becomes('dev', 'good');
  clusters.remove('dev');
  expect(fleet.members()).toEqual([]);
  expect(told).toContain('removed dev');
  expect(dev.following).toBe(0);
  const asked = dev.asked.length;
  clusters.set('prod');
  await becomes('prod', 'good');
  expect(dev.asked).toHaveLength(asked);
});

it('tells nothing of what only took another time', async () => {
  const dev = clusters.set('dev');
  fleet.start();
  await eventually(() => expect(dev.following).toBe(1));
  await becomes('dev', 'good');
  told.length = 0;
  const asked = dev.asked.length;
  await eventually(() => expect(dev.asked.length).toBeGreaterThan(asked + 5));
  expect(told).toEqual([]);
});

it('promise 27: asks one that fails less and less often, but goes on', async () => {
  const dev = clusters.set('dev');
  dev.manner = 'server-error';
  fleet.start();
  await becomes('dev', 'failed');
  const begun = Date.now();
  const asked = dev.asked.length;
  await eventually(() => expect(dev.asked.length).toBe(asked + 4));
  // A pause lies between each two of them.
  expect(Date.now() - begun).toBeGreaterThanOrEqual(3 * 0.8 * FAST.interval);
});
