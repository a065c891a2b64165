import { mockServices } from '@backstage/backend-test-utils';
import { CLUSTERS_CHANNEL } from '@wheelhouse/plugin-clusters-common';
import type {
  LiveChannelDeclaration,
  LiveEvent,
} from '@wheelhouse/plugin-live-node';
import { eventually } from '@wheelhouse/testing';
import { FakeClusters } from '../__testUtils__/FakeClusters';
import { ada, ben, hana } from '../__testUtils__/people';
import type { ReachabilityStore } from '../store/ReachabilityStore';
import { Announcer } from './Announcer';
import { ClusterDirectory } from './ClusterDirectory';
import { Fleet } from './Fleet';
import { TIMING } from './timing';

const logger = mockServices.logger.mock();
let clusters: FakeClusters;
let fleet: Fleet;
let announcer: Announcer;
let channel: LiveChannelDeclaration;
let published: LiveEvent[];
let publish: jest.Mock;

beforeEach(() => {
  clusters = new FakeClusters();
  fleet = new Fleet({
    clusters,
    logger,
    timing: { ...TIMING, firstWithin: 3_600_000 },
  });
  published = [];
  publish = jest.fn(async (_channel: string, event: LiveEvent) => {
    published.push(event);
  });
  announcer = new Announcer({
    live: {
      declare: declaration => {
        channel = declaration;
      },
      publish,
      rightsChanged: jest.fn(),
    },
    fleet,
    directory: new ClusterDirectory({
      fleet,
      clusters,
      reachability: {} as ReachabilityStore,
      seesServers: () => false,
    }),
    logger,
    retryMs: 20,
  });
  fleet.listen({
    changed: name => announcer.announce('changed', name),
    removed: name => announcer.announce('removed', name),
  });
});
afterEach(() => {
  announcer.stop();
  fleet.stop();
});

const changed = (name: string) => ({ type: 'changed', data: { name } });
const removed = (name: string) => ({ type: 'removed', data: { name } });

it('tells once what happens many times at once, and nothing but the name', async () => {
  fleet.start();
  clusters.set('dev', { labels: { tier: '1' } });
  clusters.set('dev', { labels: { tier: '2' } });
  clusters.set('prod');
  await eventually(() => expect(published).toHaveLength(2));
  expect(published).toEqual([changed('dev'), changed('prod')]);
  expect(publish).toHaveBeenCalledWith(CLUSTERS_CHANNEL, changed('dev'));
});

it('tells again what could not be told', async () => {
  publish.mockRejectedValueOnce(new Error('the database is away'));
  fleet.start();
  clusters.set('dev');
  await eventually(() => expect(published).toEqual([changed('dev')]));
  expect(publish).toHaveBeenCalledTimes(2);
});

it('promise 18: an event is for those alone who see the cluster', () => {
  fleet.start();
  clusters.set('dev', { groups: ['acme/payments'] });
  const sees = (who: typeof ada, event: LiveEvent) => channel.sees!(who, event);
  expect(sees(ada, changed('dev'))).toBe(true);
  expect(sees(ben, changed('dev'))).toBe(true);
  expect(sees(hana, changed('dev'))).toBe(false);
  const key = (scope: string) => ({ ...ben, scopes: [scope] });
  expect(sees(key('clusters:read:dev'), changed('dev'))).toBe(true);
  expect(sees(key('clusters:read:prod'), changed('dev'))).toBe(false);
  expect(sees(ada, changed('none'))).toBe(false);
});

it('a key follows where its scopes let it read clusters', () => {
  expect(channel.authorize(ben, {})).toBe(true);
  expect(channel.authorize({ ...ben, scopes: ['clusters:read:dev'] }, {})).toBe(
    true,
  );
  expect(channel.authorize({ ...ben, scopes: ['restarts:read'] }, {})).toBe(
    false,
  );
});

it('tells that a cluster is gone to those who saw it, and to nobody else', () => {
  fleet.start();
  clusters.set('dev', { groups: ['acme/payments'] });
  clusters.remove('dev');
  expect(channel.sees!(ben, removed('dev'))).toBe(true);
  expect(channel.sees!(hana, removed('dev'))).toBe(false);
});

it('tells those who may no longer see a cluster that it is gone', async () => {
  fleet.start();
  clusters.set('dev', { groups: ['acme/payments', 'globex/payments'] });
  clusters.set('dev', { groups: ['acme/payments'] });
  expect(channel.sees!(hana, removed('dev'))).toBe(true);
  expect(channel.sees!(ben, removed('dev'))).toBe(false);
  expect(channel.sees!(ben, changed('dev'))).toBe(true);
  await eventually(() => expect(published).toContainEqual(removed('dev')));
});
