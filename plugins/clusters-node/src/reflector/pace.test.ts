import { mockServices } from '@backstage/backend-test-utils';
import type { ClusterClient } from '../client/ClusterClient';
import { ClusterError } from '../client/ClusterError';
import { Backoff } from './Backoff';
import { ListWatchReflector } from './ListWatchReflector';

const MINUTE = 60_000;

describe('Backoff', () => {
  it('grows, up to a bound, and begins anew', () => {
    const backoff = new Backoff(500, 30_000, () => 1);
    const waits = Array.from({ length: 9 }, () => backoff.next());
    expect(waits).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
    backoff.reset();
    expect(backoff.next()).toBe(500);
  });

  it('is not the same for all', () => {
    expect(new Backoff(500, 30_000, () => 0).next()).toBe(250);
  });
});

/** The time that passes is the test's; the pace is the one of life. */
describe('promise 27: the pace of a reflector', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const failing = (reason: ClusterError['reason'], retryAfterMs?: number) => {
    throw new ClusterError('dev', reason, 'no', { retryAfterMs });
  };
  const EMPTY = { items: [], metadata: { resourceVersion: '1' } };
  async function* lines(...texts: string[]) {
    yield* texts;
  }
  const EVENT =
    '{"type":"ADDED","object":{"metadata":{"name":"a","resourceVersion":"2"}}}';
  const GONE = '{"type":"ERROR","object":{"code":410}}';

  async function callsIn(
    ms: number,
    server: { list?: () => unknown; watch?: () => AsyncIterable<string> },
  ): Promise<{ lists: number; watches: number }> {
    const calls = { lists: 0, watches: 0 };
    let stop = () => {};
    const enough = () => {
      // Without a pause between tries the clock would never come to stand.
      if (calls.lists + calls.watches > 1_000) stop();
    };
    const client: ClusterClient = {
      cluster: 'dev',
      request: async () => {
        calls.lists += 1;
        enough();
        return (server.list?.() ?? EMPTY) as never;
      },
      lines: async () => {
        calls.watches += 1;
        enough();
        return server.watch?.() ?? lines();
      },
      reflect: () => failing('invalid'),
    };
    const reflector = new ListWatchReflector(
      client,
      { path: '/api/v1/pods', keep: pod => pod },
      { logger: mockServices.rootLogger(), pace: { watchMs: 40_000 } },
    );
    stop = () => reflector.stop();
    reflector.start();
    await jest.advanceTimersByTimeAsync(ms);
    reflector.stop();
    return calls;
  }

  it.each([
    ['lists fail', { list: () => failing('server-error') }],
    ['lists are HTML', { list: () => failing('bad-answer') }],
    ['watches fail', { watch: () => failing('unreachable') }],
    ['watches end at once', { watch: () => lines() }],
    ['watches end after an event', { watch: () => lines(EVENT) }],
    ['watches break after an event', { watch: () => lines(EVENT, '{') }],
    ['watches are gone at once', { watch: () => lines(GONE) }],
    ['watches are gone after an event', { watch: () => lines(EVENT, GONE) }],
  ])('is slow for as long as %s', async (_name, server) => {
    const { lists, watches } = await callsIn(10 * MINUTE, server);
    expect(lists + watches).toBeGreaterThan(20);
    expect(lists + watches).toBeLessThan(100);
  });

  it('leaves no more than half a minute between tries', async () => {
    const { lists } = await callsIn(30 * MINUTE, {
      list: () => failing('server-error'),
    });
    expect(lists).toBeGreaterThan(60);
  });

  it('waits as long as the server asks', async () => {
    const { lists } = await callsIn(10 * MINUTE - 1, {
      list: () => failing('throttled', 2 * MINUTE),
    });
    expect(lists).toBe(5);
  });

  it.each(['not-found', 'forbidden'] as const)(
    'does not hurry for what is %s',
    async reason => {
      const { lists } = await callsIn(10 * MINUTE, {
        list: () => failing(reason),
      });
      expect(lists).toBeGreaterThanOrEqual(20);
      expect(lists).toBeLessThanOrEqual(41);
    },
  );
});
