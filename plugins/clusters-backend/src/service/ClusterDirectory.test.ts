import { mockServices } from '@backstage/backend-test-utils';
import { decodeCursor } from '@wheelhouse/http-node';
import { FakeClusters } from '../__testUtils__/FakeClusters';
import { ada, ben, hana } from '../__testUtils__/people';
import type { ReachabilityStore } from '../store/ReachabilityStore';
import { ClusterDirectory } from './ClusterDirectory';
import { Fleet } from './Fleet';
import { TIMING } from './timing';

const clusters = new FakeClusters();
const fleet = new Fleet({
  clusters,
  timing: { ...TIMING, firstWithin: 3_600_000 },
  logger: mockServices.logger.mock(),
});
const directory = new ClusterDirectory({
  fleet,
  clusters,
  reachability: { spans: async () => [] } as unknown as ReachabilityStore,
  seesServers: who => who.administrator,
});

beforeAll(() => {
  clusters.set('prod', {
    groups: ['acme/*'],
    title: 'Production West',
    labels: { 'addons-cert-manager': 'enabled' },
  });
  clusters.set('dev', { groups: ['acme/payments', 'globex/payments'] });
  clusters.set('hidden');
  clusters.set('bad', {
    groups: ['acme/*'],
    usable: false,
    problems: ['Bad.'],
  });
  fleet.start();
});
afterAll(() => fleet.stop());

const names = (
  who: typeof ada,
  query: Partial<Parameters<ClusterDirectory['list']>[1]> = {},
) => directory.list(who, { limit: 50, ...query }).items.map(c => c.name);

it('shows everybody what is for them, by name', () => {
  expect(names(ada)).toEqual(['bad', 'dev', 'hidden', 'prod']);
  expect(names(ben)).toEqual(['bad', 'dev', 'prod']);
  expect(names(hana)).toEqual(['dev']);
});

it('shows a key what its owner may see and its scopes name', () => {
  const key = (...scopes: string[]) => ({ ...ben, scopes });
  expect(names(key('clusters:read:dev'))).toEqual(['dev']);
  expect(names(key('clusters:read:hidden'))).toEqual([]);
  expect(names(key('clusters:read:*d*'))).toEqual(['bad', 'dev', 'prod']);
  expect(names(key('clusters:read'))).toEqual(['bad', 'dev', 'prod']);
  expect(names(key('restarts:read'))).toEqual([]);
});

it('searches for each word in names, titles, sources and labels', () => {
  expect(names(ada, { search: 'WEST prod' })).toEqual(['prod']);
  expect(names(ada, { search: 'addons-cert' })).toEqual(['prod']);
  expect(names(ada, { search: 'argocd dev' })).toEqual(['dev']);
  expect(names(ada, { search: 'west dev' })).toEqual([]);
  expect(names(ada, { search: ' ' })).toHaveLength(4);
});

it('filters by state', () => {
  expect(names(ada, { state: 'failed' })).toEqual(['bad']);
  expect(names(ada, { state: 'good' })).toEqual([]);
});

it('goes on from page to page, also where the last one has gone', () => {
  const { items, nextCursor } = directory.list(ada, { limit: 2 });
  expect(items.map(c => c.name)).toEqual(['bad', 'dev']);
  const [after] = decodeCursor(nextCursor!, ['string']);
  expect(names(ada, { limit: 2, after })).toEqual(['hidden', 'prod']);
  expect(directory.list(ada, { limit: 2, after }).nextCursor).toBeUndefined();
  expect(names(ada, { after: 'did' })).toEqual(['hidden', 'prod']);
  expect(names(ada, { after: 'z' })).toEqual([]);
});

it('shows the address of the server only to those who are named for it', async () => {
  expect(await directory.detail(ada, 'dev')).toMatchObject({
    server: 'https://dev.internal:6443',
  });
  expect(await directory.detail(ben, 'dev')).not.toHaveProperty('server');
  expect(directory.list(hana, { limit: 9 }).items[0]).not.toHaveProperty(
    'server',
  );
});

it('promise 18: what one may not see is missing in the same words as what does not exist', async () => {
  const missing = await directory.detail(hana, 'none').catch(String);
  for (const name of ['hidden', 'prod', '__proto__', '']) {
    expect(await directory.detail(hana, name).catch(String)).toBe(missing);
  }
});

it('tells administrators alone what keeps sources from being read', () => {
  const problems = [{ source: 'argocd', message: 'It cannot be reached.' }];
  expect(directory.problems(ada)).toEqual(problems);
  expect(directory.problems(ben)).toEqual([]);
});
