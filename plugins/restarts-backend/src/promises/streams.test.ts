import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { eventually } from '../__testUtils__/eventually';
import { bearerOf } from '../__testUtils__/FakeTenancy';
import { LogSource } from '../__testUtils__/logs';
import { ben } from '../__testUtils__/people';
import { type Portal, startPortal } from '../__testUtils__/portal';
import { readLines, restartPath } from '../__testUtils__/requests';
import { ServerProcess } from '../__testUtils__/ServerProcess';
import { simulatedWorkload } from '../__testUtils__/simulated';

jest.setTimeout(120_000);

const MIB = 1024 * 1024;
/** How soon a stream must show that it is alive, and after which time a reader who takes nothing is cut, in milliseconds. */
const HEARTBEAT_MS = 15_000;
const STUCK_MS = 60_000;

/** Follows a stream: of all its lines it keeps how many there were of each type, and of logs what was said last. */
class Reader {
  readonly counts: Record<string, number> = {};
  /** How many lines of logs have come, and how many were told to be left out. */
  heard = 0;
  leftOut = 0;
  lastLog = '';
  readonly #leaving = new AbortController();

  async open(server: Pick<Portal, 'fetch'>, path: string): Promise<this> {
    const { signal } = this.#leaving;
    const response = await server.fetch(ben, 'GET', path, { signal });
    void this.read(Readable.fromWeb(response.body as any));
    return this;
  }

  leave(): void {
    this.#leaving.abort();
  }

  async read(body: Readable): Promise<void> {
    try {
      for await (const text of createInterface({ input: body })) {
        const { type, line } = JSON.parse(text);
        this.counts[type] = (this.counts[type] ?? 0) + 1;
        if (type === 'log') this.#hear(line);
      }
    } catch {
      // They left, or were cut.
    }
  }

  #hear(line: string): void {
    const left = /^… (\d+) lines were left out$/.exec(line)?.[1];
    if (left) this.leftOut += Number(left);
    else this.heard += 1;
    this.lastLog = line;
  }
}

/** Asks for a stream and never reads of it. */
async function neverRead(url: string, path: string): Promise<IncomingMessage> {
  const request = get(`${url}/api/restarts${path}`, {
    headers: { authorization: `Bearer ${bearerOf(ben)}` },
  });
  const [response] = await once(request, 'response');
  response.on('error', () => {}).pause();
  return response;
}

describe('streams of restarts', () => {
  const folder = createMockDirectory();
  const source = new LogSource();
  const readers: Reader[] = [];
  const stuck: IncomingMessage[] = [];
  let cluster: SimulatedCluster;
  let server: Pick<Portal, 'fetch' | 'request'>;
  let stop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 10,
      intercept: source.intercept,
    });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
  });
  afterEach(async () => {
    readers.splice(0).forEach(each => each.leave());
    stuck.splice(0).forEach(each => each.destroy());
    await stop?.();
    jest.useRealTimers();
    source.pods.length = 0;
    source.written = 0;
  });
  afterAll(() => cluster?.stop());

  async function start(): Promise<Portal> {
    const portal = await startPortal({
      kubeconfig: folder.resolve('kubeconfig'),
    });
    server = portal;
    stop = portal.stop;
    return portal;
  }

  async function stream(id: string): Promise<Reader> {
    const reader = await new Reader().open(server, `/${id}/stream`);
    readers.push(reader);
    return reader;
  }

  /** Begins a restart that does not end, with a reader who has seen a new pod. */
  async function begin(name: string): Promise<{ id: string; reader: Reader }> {
    const workload = simulatedWorkload(cluster, 'shop', name, {
      readyAfter: '3600s',
    });
    const { body } = await server.request(ben, 'POST', restartPath(workload));
    const reader = await stream(body.id);
    await eventually(() => expect(source.readers).toBeGreaterThan(0));
    return { id: body.id, reader };
  }

  it('read each log once, however many follow, and no longer than somebody does', async () => {
    await start();
    const { id, reader } = await begin('shared');
    const others = await Promise.all([stream(id), stream(id), stream(id)]);
    await source.say('heard by all');
    for (const each of [reader, ...others]) {
      await eventually(() => expect(each.lastLog).toBe('heard by all'));
    }
    const late = await stream(id);
    await eventually(() => expect(late.lastLog).toBe('heard by all'));
    expect(source.pods).toEqual([...new Set(source.pods)]);
    for (const each of [reader, ...others, late]) {
      expect(source.readers).toBeGreaterThan(0);
      each.leave();
    }
    await eventually(() => expect(source.readers).toBe(0));
  });

  it('give the end at once where it has ended', async () => {
    await start();
    const workload = simulatedWorkload(cluster, 'shop', 'ended', {
      readyAfter: '10ms',
    });
    const { body } = await server.request(
      ben,
      'POST',
      `${restartPath(workload)}?wait=true`,
    );
    const read = source.pods.length;
    const lines = await readLines(
      await server.fetch(ben, 'GET', `/${body.id}/stream`),
    );
    expect(lines.map(({ type }) => type)).toEqual(['restart', 'pods', 'end']);
    expect(lines.at(-1).restart).toEqual(body);
    expect(source.pods).toHaveLength(read);
  });

  /** All lines have come, or it is said how many did not: with the next one that comes. */
  async function expectAccounted(reader: Reader) {
    await eventually(async () => {
      await source.say('and on');
      await eventually(
        () => expect(reader.heard + reader.leftOut).toBe(source.written),
        1_000,
      );
    }, 60_000);
  }

  it('hold nothing for a reader who never reads, who holds up nobody', async () => {
    const process = await ServerProcess.start({
      kubeconfig: folder.resolve('kubeconfig'),
    });
    stop = () => process.kill();
    server = process.api;
    const { id, reader } = await begin('flooded');
    const asleep = await neverRead(process.url, `/${id}/stream`);
    stuck.push(asleep);
    await source.flood(10_000);
    const before = await process.memory();
    await source.flood(150_000);
    await expectAccounted(reader);
    expect(reader.lastLog).toBe('and on');
    expect((await process.memory()) - before).toBeLessThan(90 * MIB);
    const woken = new Reader();
    void woken.read(asleep);
    await expectAccounted(woken);
    expect(woken.leftOut).toBeGreaterThan(100_000);
  });

  describe('with time in our hands', () => {
    /** What time passes is ours; what waits for the real one goes on. */
    function takeTime() {
      jest.useFakeTimers({
        advanceTimers: true,
        doNotFake: [
          ...(['Date', 'performance', 'hrtime', 'nextTick'] as const),
          ...(['setImmediate', 'queueMicrotask'] as const),
        ],
      });
    }

    it('have a heartbeat at least every 15 s', async () => {
      await start();
      takeTime();
      const { reader } = await begin('silent');
      await jest.advanceTimersByTimeAsync(3 * HEARTBEAT_MS);
      // Of the time that passed: no other would come so soon.
      await eventually(
        () => expect(reader.counts.heartbeat).toBeGreaterThanOrEqual(3),
        HEARTBEAT_MS / 5,
      );
    });

    it('are cut where nothing is taken of them for a minute', async () => {
      const { url } = await start();
      takeTime();
      const { id, reader } = await begin('stuck');
      stuck.push(await neverRead(url, `/${id}/stream`));
      reader.leave();
      await source.flood(20_000);
      expect(source.readers).toBeGreaterThan(0);
      await jest.advanceTimersByTimeAsync(STUCK_MS);
      // With the last reader, what was read for them ends.
      await eventually(() => expect(source.readers).toBe(0));
    });
  });
});
