import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { FakeClusters } from '../plugins/clusters-backend/src/__testUtils__/FakeClusters';
import { person } from '../plugins/clusters-backend/src/__testUtils__/people';
import { ClusterDirectory } from '../plugins/clusters-backend/src/service/ClusterDirectory';
import { Fleet } from '../plugins/clusters-backend/src/service/Fleet';
import type { ReachabilityStore } from '../plugins/clusters-backend/src/store/ReachabilityStore';
import { Visibility } from '../plugins/clusters-node/src/access/visibility';
import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';

const CLUSTERS = 1_000;
const PAGE = 200;
const ROUNDS = 30;
/** Lists of one measurement, and of each side before the first. */
const LISTS = 50;
const WARM_UP = 500;
const HOUR = 3_600_000;

/** What it takes to answer with the clusters that somebody may see, beside writing them as JSON. */
export async function* measure(): AsyncIterable<Outcome> {
  const fleet = await fleetOf(CLUSTERS);
  try {
    const directory = directoryOf(fleet);
    for (const [name, who] of Object.entries(CALLERS)) {
      const pages = pagesOf(directory, who);
      const ours = () => pagesOf(directory, who).map(p => JSON.stringify(p));
      const other = () => pages.map(page => JSON.stringify(page));
      for (let i = 0; i < WARM_UP; i += 1) ours().concat(other());
      yield {
        name: `A list of ${CLUSTERS} clusters for ${name} ÷ serialising it, CPU time`,
        target: 2,
        noise: { median: 1.05, middleHalf: 1.2 },
        found: await interleave({
          rounds: ROUNDS,
          ours: async () => cpuOf(ours),
          other: async () => cpuOf(other),
        }),
        show: microseconds => `${microseconds.toFixed(0)} µs`,
        notes: [
          `${pages.length} pages of ${PAGE}, ${Math.round(
            other().join('').length / 1024,
          )} kB; ${LISTS} lists a measurement, ${ROUNDS} rounds`,
        ],
      };
    }
  } finally {
    fleet.fleet.stop();
  }
}

const CALLERS: Record<string, AuthState> = {
  'a member': person('acme', 'ben', { groups: ['group:acme/payments'] }),
  'a key of twenty scopes': person('acme', 'ben', {
    groups: ['group:acme/payments'],
    scopes: [
      ...Array.from({ length: 19 }, (_, i) => `restarts:restart:dev/${i}/**`),
      'clusters:read:*',
    ],
  }),
};

/** As many clusters as are looked after, each of which has been asked once. */
async function fleetOf(count: number) {
  const clusters = new FakeClusters();
  const visibility = new Visibility({
    severalTenants: true,
    rules: [
      { clusters: ['prod*'], groups: ['acme/sre'] },
      { clusters: ['*'], groups: ['acme/payments'] },
    ],
  });
  clusters.sees = (who, cluster) => visibility.sees(who, cluster);
  for (let i = 0; i < count; i += 1) {
    const name = `team-${i % 40}-cluster-${String(i).padStart(4, '0')}`;
    clusters
      .set(name, {
        labels: {
          'addons-cert-manager': 'enabled',
          'addons-pinniped-concierge': 'enabled',
          'addons-rbac': 'default',
          region: 'eu-west',
        },
        credential: {
          kind: 'certificate',
          issued: new Date(Date.now() - 24 * HOUR).toISOString(),
          expires: new Date(Date.now() + 24 * 300 * HOUR).toISOString(),
        },
      })
      .setNodes({ a: true, b: true, c: true });
  }
  const fleet = new Fleet({
    clusters,
    logger: console as unknown as LoggerService,
    timing: {
      firstWithin: 0,
      interval: HOUR,
      timeout: 1_000,
      confirmAfter: HOUR,
      longest: HOUR,
      longestAsked: HOUR,
      readyEvery: 1,
    },
  });
  await new Promise<void>(resolve => {
    let known = 0;
    fleet.listen({
      state: () => {
        known += 1;
        if (known === count) resolve();
      },
    });
    fleet.start();
  });
  return { fleet, clusters };
}

function directoryOf({ fleet, clusters }: Awaited<ReturnType<typeof fleetOf>>) {
  return new ClusterDirectory({
    fleet,
    clusters,
    reachability: {} as ReachabilityStore,
    seesServers: () => false,
  });
}

/** The whole list, as a page of the portal reads it. */
function pagesOf(directory: ClusterDirectory, who: AuthState) {
  const pages = [];
  let after: string | undefined;
  do {
    const page = directory.list(who, { limit: PAGE, after });
    pages.push(page);
    after = page.nextCursor && page.items[page.items.length - 1].name;
  } while (after !== undefined);
  return pages;
}

/** The CPU time of one list, in microseconds. */
function cpuOf(list: () => unknown): number {
  const before = process.cpuUsage();
  for (let i = 0; i < LISTS; i += 1) list();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / LISTS;
}
