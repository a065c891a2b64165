import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  GROUPS_ANNOTATION,
  type Workload,
} from '@wheelhouse/plugin-restarts-common';
import {
  deployment,
  kubeconfigOf,
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { eventually } from '../__testUtils__/eventually';
import { ben, cleo, gus, hana, keyOf } from '../__testUtils__/people';
import { type Portal, startPortal } from '../__testUtils__/portal';

// Making so many workloads takes its time.
jest.setTimeout(240_000);

const CLUSTERS = ['east', 'west'];
const EACH = 6_000;
const NAMESPACES = 40;
const PAGE = 200;

/** The owners of workloads, in turn; those of the last two opted in for nobody. */
const OWNERS = [
  'acme/payments',
  'acme/ops',
  'acme/*',
  'globex/payments',
  undefined,
  '',
];

interface Made {
  cluster: string;
  namespace: string;
  name: string;
  image: string;
  groups: string | undefined;
}

function make(cluster: string): Made[] {
  return Array.from({ length: EACH }, (_, i) => ({
    cluster,
    namespace: `team-${i % NAMESPACES}`,
    name: `app-${i}`,
    image: `registry.example/shop/app:${i % 7}`,
    groups: OWNERS[i % OWNERS.length],
  }));
}

/** Without events of pods and of what stands above them: the clusters are there to be read. */
function start(name: string): Promise<SimulatedCluster> {
  return startSimulatedCluster({
    name,
    nodes: 0,
    rehearsal: 0,
    historyLength: 100_000,
    objects: make(name).map(({ groups, ...made }) =>
      deployment({
        ...made,
        replicas: 0,
        ...(groups !== undefined && {
          annotations: { [GROUPS_ANNOTATION]: groups },
        }),
      }),
    ),
  });
}

const keyOfWorkload = ({
  cluster,
  namespace,
  name,
}: Omit<Made, 'groups' | 'image'>) => `${cluster}/${namespace}/${name}`;

describe('12,000 workloads in two clusters', () => {
  const folder = createMockDirectory();
  const made = CLUSTERS.flatMap(make);
  let clusters: SimulatedCluster[];
  let portal: Portal;

  beforeAll(async () => {
    clusters = await Promise.all(CLUSTERS.map(start));
    folder.addContent({ kubeconfig: kubeconfigOf(clusters) });
    portal = await startPortal({
      kubeconfig: folder.resolve('kubeconfig'),
      clusters: {
        visibility: [{ clusters: ['*'], groups: ['acme/*', 'globex/*'] }],
      },
    });
    await eventually(async () => {
      const { body } = await portal.request(ben, 'GET', '/workloads?limit=1');
      expect(body.unavailable).toEqual([]);
    }, 60_000);
  });
  afterAll(async () => {
    await portal?.stop();
    await Promise.all(clusters?.map(each => each.stop()) ?? []);
  });

  async function page(who: typeof ben, query: string, cursor?: string) {
    const at = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const path = `/workloads?limit=${PAGE}${query}${at}`;
    const { status, body } = await portal.request(who, 'GET', path);
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(PAGE);
    return body as { items: Workload[]; nextCursor?: string };
  }

  /** All pages, in their order; `between` is done after each. */
  async function all(
    who: typeof ben,
    query = '',
    between: (pages: number) => void = () => {},
  ): Promise<string[]> {
    const found: string[] = [];
    let pages = 0;
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await page(who, query, cursor);
      // A page that is not the last is full.
      if (nextCursor) expect(items).toHaveLength(PAGE);
      found.push(...items.map(keyOfWorkload));
      cursor = nextCursor;
      pages += 1;
      between(pages);
    } while (cursor);
    return found;
  }

  const sortKey = ({ cluster, namespace, name }: Made) =>
    `${cluster} ${namespace} ${name}`;
  const expected = (isIt: (workload: Made) => boolean) =>
    made
      .filter(isIt)
      .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
      .map(keyOfWorkload);
  const of =
    (...groups: string[]) =>
    (workload: Made) =>
      groups.includes(workload.groups ?? '');

  it('are listed page by page without gaps or doubles, those alone that one may restart', async () => {
    expect(await all(ben)).toEqual(expected(of('acme/payments', 'acme/*')));
    expect(await all(cleo)).toEqual(
      expected(of('acme/payments', 'acme/ops', 'acme/*')),
    );
    expect(await all(hana)).toEqual(expected(of('globex/payments')));
    expect(await all(gus)).toEqual([]);
  });

  it.each<[string, string, (workload: Made) => boolean]>([
    ['a word of the name', 'search=app-123', w => w.name.includes('app-123')],
    [
      'all words, in any order and case',
      'search=TEAM-7%20APP-1',
      w => w.namespace.includes('team-7') && w.name.includes('app-1'),
    ],
    ['the image', 'search=app:3', w => w.image.endsWith(':3')],
    ['a namespace', 'namespace=team-1', w => w.namespace === 'team-1'],
    ['a cluster', 'cluster=west', w => w.cluster === 'west'],
    [
      'all of these',
      'cluster=east&namespace=team-12&search=app',
      w => w.cluster === 'east' && w.namespace === 'team-12',
    ],
    ['what there is none of', 'search=nowhere', () => false],
    ['what only looks like a pattern', 'search=app-.*', () => false],
  ])('are found by %s', async (_what, query, isIt) => {
    const mine = of('acme/payments', 'acme/*');
    expect(await all(ben, `&${query}`)).toEqual(
      expected(w => mine(w) && isIt(w)),
    );
  });

  it('are narrowed by the scopes of a key', async () => {
    const key = keyOf(ben, 'narrow', ['restarts:read:west/team-3/**']);
    const mine = of('acme/payments', 'acme/*');
    expect(await all(key)).toEqual(
      expected(
        w => mine(w) && w.cluster === 'west' && w.namespace === 'team-3',
      ),
    );
  });

  it('that stay are told once each, while others come and go between the pages', async () => {
    const mine = of('acme/payments', 'acme/*');
    const [east] = clusters;
    const leaving = new Set<string>();
    const coming = new Set<string>();
    const listed = await all(ben, '&cluster=east', pages => {
      // One of what was told, and one of what was not.
      const told = expected(w => mine(w) && w.cluster === 'east');
      for (const at of [pages * 3, told.length - pages * 3]) {
        const [, namespace, name] = told[at].split('/');
        east.remove('deployments', namespace, name);
        leaving.add(told[at]);
      }
      const namespace = `team-${pages}`;
      const name = `new-${pages}`;
      east.apply(
        deployment({
          name,
          namespace,
          replicas: 0,
          annotations: { [GROUPS_ANNOTATION]: 'acme/payments' },
        }),
      );
      coming.add(keyOfWorkload({ cluster: 'east', namespace, name }));
    });
    expect(new Set(listed).size).toBe(listed.length);
    const isFirm = (key: string) => !leaving.has(key) && !coming.has(key);
    expect(listed.filter(isFirm)).toEqual(
      expected(w => mine(w) && w.cluster === 'east').filter(isFirm),
    );
    await eventually(async () => {
      const now = await all(ben, '&cluster=east');
      expect(now.filter(key => leaving.has(key))).toEqual([]);
      expect(new Set(now.filter(key => coming.has(key)))).toEqual(coming);
    });
  });

  it('vanish for those whom their owner no longer names, and appear for those whom they do', async () => {
    const at = { cluster: 'west', namespace: 'team-5', name: 'app-5' };
    const given = (groups: string | undefined) =>
      clusters[1].apply(
        deployment({
          ...at,
          replicas: 0,
          ...(groups && { annotations: { [GROUPS_ANNOTATION]: groups } }),
        }),
      );
    const find = async (who: typeof ben) =>
      (await all(who, '&cluster=west&namespace=team-5')).includes(
        keyOfWorkload(at),
      );
    for (const [groups, seen] of [
      ['acme/payments', [true, false]],
      ['globex/payments', [false, true]],
      [undefined, [false, false]],
    ] as const) {
      given(groups);
      await eventually(async () =>
        expect([await find(ben), await find(hana)]).toEqual(seen),
      );
    }
  });

  it.each(['x', 'WyJlYXN0Il0', '[]', 'W3t9LDFd'])(
    'a cursor that nobody gave, %s, is refused',
    async cursor => {
      const path = `/workloads?cursor=${encodeURIComponent(cursor)}`;
      expect((await portal.request(ben, 'GET', path)).status).toBe(400);
    },
  );
});
