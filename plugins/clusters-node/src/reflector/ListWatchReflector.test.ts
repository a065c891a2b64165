import { mockServices } from '@backstage/backend-test-utils';
import {
  ApiServer,
  Answer,
  failure,
  hangUp,
  html,
  json,
  raw,
  stall,
} from '../__testUtils__/ApiServer';
import { clientTo, closeClients } from '../__testUtils__/clients';
import { eventually } from '@wheelhouse/testing';
import { PodList } from '../__testUtils__/PodList';
import { ListWatchReflector, ReflectorPace } from './ListWatchReflector';
import type { ReflectorOptions, ReflectorState } from './types';

interface Pod {
  name: string;
  node: unknown;
}

/** Quick, so that nothing has to be waited for long; the shape is that of life. */
const PACE: ReflectorPace = {
  watchMs: 1_000,
  graceMs: 100,
  firstBackoffMs: 5,
  longestBackoffMs: 50,
  slowMs: 20,
  wellAfterMs: 500,
};

// Longer than what is waited for, also on a machine that is busy.
jest.setTimeout(30_000);

describe('ListWatchReflector', () => {
  let server: ApiServer;
  let pods: PodList;
  let reflectors: ListWatchReflector<Pod>[];
  beforeEach(async () => {
    server = await ApiServer.start();
    pods = new PodList();
    server.otherwise = pods.answer;
    reflectors = [];
  });
  afterEach(async () => {
    for (const reflector of reflectors) reflector.stop();
    closeClients();
    await server.close();
  });

  function reflect(
    options: Partial<ReflectorOptions<Pod>> = {},
    pace: Partial<ReflectorPace> = {},
  ) {
    const reflector = new ListWatchReflector<Pod>(
      clientTo({ server: server.url }),
      {
        path: '/api/v1/pods',
        keep: ({ metadata, spec }) => ({
          name: metadata.name,
          node: (spec as { nodeName: string }).nodeName,
        }),
        ...options,
      },
      { logger: mockServices.rootLogger(), pace: { ...PACE, ...pace } },
    );
    reflectors.push(reflector);
    reflector.start();
    return reflector;
  }

  const namesOf = (reflector: ListWatchReflector<Pod>) =>
    [...reflector.values()].map(pod => pod.name).sort();
  const watching = (count = 1) =>
    eventually(() => expect(pods.watches.length).toBeGreaterThanOrEqual(count));

  it('lists in pages, and follows from where the list ended', async () => {
    for (let i = 0; i < 7; i++) pods.set(`pod-${i}`);
    const reflector = reflect({ labelSelector: 'app=shop', pageSize: 3 });
    await reflector.synced(5_000);
    expect(reflector.size).toBe(7);
    expect(reflector.get('shop/pod-3')).toEqual({
      name: 'pod-3',
      node: 'node-1',
    });
    expect(pods.lists.map(list => list.query)).toEqual([
      { labelSelector: 'app=shop', limit: '3' },
      { labelSelector: 'app=shop', limit: '3', continue: '3' },
      { labelSelector: 'app=shop', limit: '3', continue: '6' },
    ]);
    await watching();
    expect(pods.watches[0].query).toEqual({
      labelSelector: 'app=shop',
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: '107',
      timeoutSeconds: '1',
    });
  });

  it('tells of changes, and of none where all that is kept is as it was', async () => {
    const changes: unknown[] = [];
    pods.set('a');
    const reflector = reflect({ onChange: change => changes.push(change) });
    await watching();
    pods.set('a');
    pods.set('a', 'node-2');
    pods.set('b');
    pods.delete('a');
    await eventually(() => expect(namesOf(reflector)).toEqual(['b']));
    expect(changes).toEqual([
      { key: 'shop/a', current: { name: 'a', node: 'node-1' } },
      {
        key: 'shop/a',
        previous: { name: 'a', node: 'node-1' },
        current: { name: 'a', node: 'node-2' },
      },
      { key: 'shop/b', current: { name: 'b', node: 'node-1' } },
      { key: 'shop/a', previous: { name: 'a', node: 'node-2' } },
    ]);
  });

  it('keeps nothing of what is of no interest, also when it was', async () => {
    pods.set('a');
    pods.set('b', 'elsewhere');
    const reflector = reflect({
      keep: ({ metadata, spec }) => {
        expect(metadata).not.toHaveProperty('managedFields');
        const node = (spec as { nodeName: string }).nodeName;
        return node === 'elsewhere' ? undefined : { name: metadata.name, node };
      },
    });
    await watching();
    expect(namesOf(reflector)).toEqual(['a']);
    pods.set('a', 'elsewhere');
    await eventually(() => expect(reflector.size).toBe(0));
  });

  it('goes on from the last bookmark when a watch ended in its time', async () => {
    const states: ReflectorState[] = [];
    const reflector = reflect({ onState: state => states.push(state) });
    await watching();
    pods.set('a');
    pods.bookmark();
    await eventually(() => expect(reflector.size).toBe(1));
    pods.endWatches();
    await watching(2);
    expect(pods.watches[1].query.resourceVersion).toBe('101');
    expect(pods.lists).toHaveLength(1);
    expect(states.map(({ phase }) => phase)).not.toContain('stale');
  });

  const GONE_EVENT = `${JSON.stringify({
    type: 'ERROR',
    object: { kind: 'Status', code: 410, reason: 'Expired' },
  })}\n`;
  const FAULTS: [string, Answer, string][] = [
    ['500', failure(500), 'server-error'],
    ['429', failure(429, 'busy', { 'retry-after': '0' }), 'throttled'],
    ['401', failure(401), 'unauthorized'],
    ['403', failure(403), 'forbidden'],
    ['404', failure(404), 'not-found'],
    ['410', failure(410), 'gone'],
    ['a redirect', failure(302, 'moved', { location: '/x' }), 'bad-answer'],
    ['HTML', html, 'bad-answer'],
    ['half a line', raw('{"type":"ADDED","obj'), 'bad-answer'],
    ['half a line, and silence', stall('{"type":"ADDED","obj'), 'timeout'],
    ['silence', stall(), 'timeout'],
    ['a broken line', raw('{"type"}\n'), 'bad-answer'],
    [
      'an event of an unknown kind',
      raw(
        '{"type":"NEW","object":{"metadata":{"name":"x","resourceVersion":"1"}}}\n',
      ),
      'bad-answer',
    ],
    ['an event without an object', raw('{"type":"ADDED"}\n'), 'bad-answer'],
    ['null', raw('null\n'), 'bad-answer'],
    ['410 as an event', raw(GONE_EVENT), 'gone'],
    ['a closed connection', hangUp(), 'unreachable'],
    ['a connection closed half-way', hangUp('{"type":"AD'), 'unreachable'],
  ];

  describe('promise 27: a watch that is answered with', () => {
    it.each(FAULTS)(
      '%s converges, deletes in the gap included',
      async (_name, fault, reason) => {
        const errors: (string | undefined)[] = [];
        pods.set('stays');
        pods.set('goes');
        const reflector = reflect({
          onState: ({ phase, error }) => {
            if (phase === 'stale') errors.push(error?.reason);
          },
        });
        await watching();
        pods.badWatches.push(fault, fault);
        // What happens while nobody watches, and is then forgotten by the server, only a list can show.
        pods.endWatches();
        await watching(2);
        pods.delete('goes');
        pods.set('comes');
        pods.compact();
        await eventually(() => {
          expect(namesOf(reflector)).toEqual(['comes', 'stays']);
          expect(reflector.state).toMatchObject({
            phase: 'current',
            error: undefined,
          });
        });
        expect(errors).toContain(reason);
      },
    );
  });

  describe('promise 27: a list that is answered with', () => {
    it.each(FAULTS.filter(([name]) => !/silence/.test(name)))(
      '%s is asked for again',
      async (_name, fault) => {
        const states: ReflectorState[] = [];
        pods.badLists.push(fault, fault);
        pods.set('a');
        const reflector = reflect({ onState: state => states.push(state) });
        await reflector.synced(10_000);
        expect(namesOf(reflector)).toEqual(['a']);
        expect(states[0]).toMatchObject({
          phase: 'starting',
          error: { name: 'ClusterError' },
        });
      },
    );

    it.each([
      ['no items', '{"metadata":{"resourceVersion":"1"}}'],
      ['no version', '{"items":[]}'],
      [
        'things that are no objects',
        '{"metadata":{"resourceVersion":"1"},"items":[null]}',
      ],
      ['null', 'null'],
    ])('%s empties nothing', async (_name, text) => {
      pods.set('a');
      const errors: unknown[] = [];
      const sizes = new Set<number>();
      const reflector: ListWatchReflector<Pod> = reflect({
        onState: ({ error }) => {
          errors.push(error?.reason);
          if (reflector.state.currentAt) sizes.add(reflector.size);
        },
      });
      await watching();
      pods.badLists.push(raw(text));
      pods.badWatches.push(failure(410));
      pods.endWatches();
      await eventually(() => expect(errors).toContain('bad-answer'));
      expect([...sizes]).toEqual([1]);
      await eventually(() => expect(reflector.state.phase).toBe('current'));
    });
  });

  it('a server that never ends its list, or whose watch brings ever more, takes no memory for ever', async () => {
    server.otherwise = json({
      items: [],
      metadata: { resourceVersion: '1', continue: 'more' },
    });
    const endless = reflect({ maxObjects: 20 });
    await eventually(() =>
      expect(endless.state.error).toMatchObject({ reason: 'bad-answer' }),
    );
    endless.stop();
    server.otherwise = pods.answer;
    const reflector = reflect({ maxObjects: 20 });
    await watching();
    for (let i = 0; i < 100; i++) pods.set(`pod-${i}`);
    await eventually(() =>
      expect(reflector.state.error).toMatchObject({
        message: 'Cluster dev has more objects than the portal keeps',
      }),
    );
    expect(reflector.size).toBeLessThanOrEqual(21);
  });

  it('promise 27: a page that fails in the middle shows nothing half', async () => {
    for (let i = 0; i < 4; i++) pods.set(`pod-${i}`);
    let failures = 2;
    server.otherwise = (res, request) => {
      if (request.query.continue && failures-- > 0) {
        failure(410)(res, request);
      } else {
        pods.answer(res, request);
      }
    };
    const sizes: number[] = [];
    const reflector = reflect({
      onState: () => sizes.push(reflectors[0].size),
      pageSize: 2,
    });
    await reflector.synced(5_000);
    expect(sizes).toEqual([0, 0, 4]);
  });

  it('promise 27: a watch in the middle of which a line is broken loses nothing', async () => {
    const reflector = reflect();
    await watching();
    pods.set('a');
    pods.disturb('{"type":"ADDED","object":{"meta\n');
    pods.set('b');
    await eventually(() => expect(namesOf(reflector)).toEqual(['a', 'b']));
    expect(pods.lists).toHaveLength(1);
  });

  it('promise 27: a connection that is cut is begun anew where it was', async () => {
    const reflector = reflect();
    await watching();
    pods.set('a');
    await eventually(() => expect(reflector.size).toBe(1));
    pods.cutWatches();
    pods.delete('a');
    await eventually(() => expect(reflector.size).toBe(0));
    expect(pods.lists).toHaveLength(1);
  });

  it('promise 27: a server that sends something now and then, but no event, is dead', async () => {
    const trickle: Answer = res => {
      res.writeHead(200);
      const timer = setInterval(() => res.write(' '), 10);
      res.on('close', () => clearInterval(timer));
    };
    pods.badWatches.push(trickle);
    const reflector = reflect();
    await reflector.synced(5_000);
    pods.set('a');
    await eventually(() => expect(reflector.size).toBe(1));
  });

  it('lists anew where watches from one place fail again and again', async () => {
    pods.set('a');
    const reflector = reflect();
    await watching();
    const stuck = raw(
      '{"type":"ERROR","object":{"code":504,"reason":"Timeout"}}\n',
    );
    pods.badWatches.push(stuck, stuck, stuck);
    pods.endWatches();
    await eventually(() => expect(pods.lists).toHaveLength(2));
    await eventually(() => expect(reflector.state.phase).toBe('current'));
  });

  it('is not stopped by a reader that fails', async () => {
    pods.set('a');
    const reflector = reflect({
      keep: ({ metadata }) => {
        if (metadata.name === 'bad') throw new Error('cannot');
        return { name: metadata.name, node: 1 };
      },
      onChange: () => {
        throw new Error('will not');
      },
      onSynced: () => {
        throw new Error('will not');
      },
      onState: () => {
        throw new Error('will not');
      },
    });
    await reflector.synced(5_000);
    await watching();
    pods.set('bad');
    pods.set('b');
    await eventually(() => expect(namesOf(reflector)).toEqual(['a', 'b']));
    expect(pods.watches).toHaveLength(1);
  });

  it('says after a while why there is no list', async () => {
    server.otherwise = failure(403);
    const reflector = reflect();
    await eventually(() => expect(reflector.state.error).toBeDefined());
    await expect(reflector.synced(1)).rejects.toMatchObject({
      reason: 'forbidden',
    });
  });

  it('ends when it is stopped, and whoever waits for it', async () => {
    server.otherwise = stall();
    const reflector = reflect();
    const waiting = reflector.synced(60_000);
    await eventually(() => expect(server.requests).toHaveLength(1));
    reflector.stop();
    await expect(waiting).rejects.toMatchObject({ name: 'ClusterError' });
    expect(reflector.state.phase).toBe('stopped');
    await expect(reflector.synced(1)).rejects.toThrow('no longer followed');
  });

  it('ends with its client', async () => {
    const client = clientTo({ server: server.url });
    const reflector = client.reflect({
      path: '/api/v1/pods',
      keep: pod => pod,
    });
    await reflector.synced(5_000);
    client.close();
    expect(reflector.state.phase).toBe('stopped');
  });
});
