import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  kubeconfigOf,
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { eventually } from '../__testUtils__/eventually';
import { ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { readLines, restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';

jest.setTimeout(60_000);

/** Before something is asked for again that failed, in milliseconds. */
const SHORTEST_PAUSE_MS = 250;
const TOO_MANY = 'too many requests';

type Intercept = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean;

describe('restarts while an API server is not well', () => {
  const folder = createMockDirectory();
  let sick: SimulatedCluster;
  let well: SimulatedCluster;
  let portal: Portal;
  let intercept: Intercept = () => false;
  const asked: string[] = [];

  beforeAll(async () => {
    sick = await startSimulatedCluster({
      name: 'sick',
      speed: 10,
      intercept: (request, response) => {
        asked.push(`${request.method} ${request.url}`);
        return intercept(request, response);
      },
    });
    well = await startSimulatedCluster({ name: 'well', speed: 10 });
    folder.addContent({ kubeconfig: kubeconfigOf([sick, well]) });
    portal = await startPortal({
      kubeconfig: folder.resolve('kubeconfig'),
      clusters: { timeouts: { request: '1s', watch: '5s' } },
    });
  });
  afterEach(() => {
    intercept = () => false;
  });
  afterAll(async () => {
    await portal?.stop();
    await Promise.all([sick?.stop(), well?.stop()]);
  });

  const restart = (
    cluster: SimulatedCluster,
    name: string,
    readyAfter = '1s',
  ) =>
    portal.request(
      ben,
      'POST',
      restartPath(simulatedWorkload(cluster, 'shop', name, { readyAfter })),
    );
  const slugOf = (what: string) => what.toLowerCase().replaceAll(' ', '-');
  const generationOf = (name: string) =>
    sick.find('deployments', 'shop', name)!.metadata.generation;
  const get = async (id: string) =>
    (await portal.request(ben, 'GET', `/${id}`)).body;

  const errors: Record<string, Intercept> = {
    'nothing at all': () => true,
    '500': (_, response) => {
      response.writeHead(500).end('{}');
      return true;
    },
    HTML: (_, response) => {
      response.writeHead(200).end('<html>');
      return true;
    },
    'half a line': (_, response) => {
      response.writeHead(200).end('{"kind": "Depl');
      return true;
    },
    'an end at once': request => {
      request.socket.destroy();
      return true;
    },
    [TOO_MANY]: (_, response) => {
      response.writeHead(429, { 'retry-after': '60' }).end('{}');
      return true;
    },
  };
  const ERRORS = Object.keys(errors).filter(what => what !== TOO_MANY);

  /** Asks for a restart, which is refused. Returns how another cluster answers. */
  async function askedOf(what: string): Promise<number> {
    intercept = errors[what];
    const name = `for-${slugOf(what)}`;
    const answer = await restart(sick, name);
    expect(answer).toMatchObject({
      status: 503,
      body: { error: { name: 'ServiceUnavailableError' } },
    });
    expect(answer.text).not.toContain('127.0.0.1');
    return (await restart(well, name)).status;
  }

  /** Follows a restart meanwhile. Returns how it is with it then. */
  async function followedOn(what: string): Promise<string> {
    const name = `follows-${slugOf(what)}`;
    const { body } = await restart(sick, name, '60s');
    await eventually(async () =>
      expect((await get(body.id)).state).toBe('rolling'),
    );
    intercept = errors[what];
    await sick.disconnect();
    await sick.reconnect();
    asked.length = 0;
    const began = Date.now();
    await eventually(async () => {
      const { state, progress } = await get(body.id);
      expect(state).toBe('rolling');
      expect(progress.summary).toContain('followed again');
    });
    const other = await portal.request(
      ben,
      'POST',
      `${restartPath(
        simulatedWorkload(well, 'shop', name),
      )}?wait=true&timeout=1m`,
    );
    expect(other.body.state).toBe('ready');
    // What failed before may be left alone for longer; this one has just begun to.
    await eventually(() => expect(asked.length).toBeGreaterThan(0));
    expectNotHot(asked, Date.now() - began, what);
    return (await get(body.id)).state;
  }

  /** However long it took: no list or watch is asked for again sooner than a while after it failed. */
  function expectNotHot(requests: string[], elapsedMs: number, what: string) {
    const counts = new Map<string, number>();
    for (const request of requests) {
      const [path, query] = request.split('?');
      const asks = new URLSearchParams(query);
      const whom = [
        path,
        asks.get('labelSelector'),
        asks.get('fieldSelector'),
      ].join(' ');
      counts.set(whom, (counts.get(whom) ?? 0) + 1);
    }
    // What asks to be left alone for a minute is; a list may have been begun when that was said, and a watch.
    const most = what === TOO_MANY ? 3 : 4 + elapsedMs / SHORTEST_PAUSE_MS;
    for (const [whom, count] of counts) {
      expect([whom, count <= most ? 'calm' : count]).toEqual([whom, 'calm']);
    }
  }

  it.each(ERRORS)(
    'promise 28: %s is a bounded 503 of that cluster alone',
    async what => expect(await askedOf(what)).toBe(202),
  );

  it.each(ERRORS)(
    'promise 27: a restart that is followed says so meanwhile, others go on, and nothing runs hot: %s',
    async what => expect(await followedOn(what)).toBe('rolling'),
  );

  it.each(ERRORS)(
    'promise 28: a patch that gets %s is pending, says so, and is sent again',
    async what => {
      const name = `patched-${slugOf(what)}`;
      intercept = (request, response) =>
        request.method === 'PATCH' && errors[what](request, response);
      const { status, body } = await restart(sick, name);
      expect(status).toBe(202);
      await eventually(async () =>
        expect(await get(body.id)).toMatchObject({
          state: 'pending',
          progress: { summary: expect.stringContaining('tried again') },
        }),
      );
      intercept = () => false;
      await eventually(async () =>
        expect((await get(body.id)).state).toBe('ready'),
      );
      expect(generationOf(name)).toBe(2);
    },
  );

  it('promise 28: a patch is sent again no sooner than the API server asks for', async () => {
    const sent: number[] = [];
    intercept = ({ method }, response) => {
      if (method !== 'PATCH') return false;
      sent.push(performance.now());
      if (sent.length > 2) return false;
      response.writeHead(429, { 'retry-after': '2' }).end('{}');
      return true;
    };
    const { body } = await restart(sick, 'later');
    await eventually(async () =>
      expect((await get(body.id)).state).toBe('ready'),
    );
    expect(sent).toHaveLength(3);
    expect(sent[1] - sent[0]).toBeGreaterThanOrEqual(1_990);
    expect(sent[2] - sent[1]).toBeGreaterThanOrEqual(1_990);
    expect(generationOf('later')).toBe(2);
  });

  it('promise 27: a restart is followed on after the API server was gone, says so meanwhile, and ends with the truth', async () => {
    const { body } = await restart(sick, 'gone', '20s');
    await eventually(async () =>
      expect((await get(body.id)).state).toBe('rolling'),
    );
    await sick.disconnect();
    await eventually(async () => {
      expect((await get(body.id)).progress.summary).toContain('followed again');
      const { body: page } = await portal.request(ben, 'GET', '/workloads');
      expect(page.unavailable).toEqual([
        { cluster: 'sick', reason: expect.stringContaining('sick') },
      ]);
    });
    await sick.reconnect();
    await eventually(
      async () => expect((await get(body.id)).state).toBe('ready'),
      40_000,
    );
  });

  it('promise 27: a watch that goes silent does not make it ready', async () => {
    const { body } = await restart(sick, 'silent', '5s');
    await eventually(async () =>
      expect((await get(body.id)).state).toBe('rolling'),
    );
    // All that is asked from now on gets no answer, and what was being followed says no more.
    intercept = errors['nothing at all'];
    await sick.disconnect();
    await sick.reconnect();
    await eventually(async () => {
      expect((await get(body.id)).progress.summary).toContain('followed again');
    });
    expect((await get(body.id)).state).toBe('rolling');
    intercept = () => false;
    await eventually(
      async () => expect((await get(body.id)).state).toBe('ready'),
      40_000,
    );
  });

  it('asks for nothing while it follows', async () => {
    const { body } = await restart(sick, 'quiet', '30s');
    await eventually(async () => {
      expect((await get(body.id)).progress?.pods.length).toBeGreaterThan(2);
    });
    asked.length = 0;
    const lines = await readLines(
      await portal.fetch(ben, 'GET', `/${body.id}/stream`),
    );
    expect(lines.at(-1).restart.state).toBe('ready');
    const { pathname } = new URL(
      '/apis/apps/v1/namespaces/shop/deployments/quiet',
      sick.server,
    );
    const reads = asked.filter(
      request => !request.includes('watch=true') && !request.includes('/log?'),
    );
    // Only at the end, so that it is true: the workload and its pods, once.
    expect(reads).toEqual([
      `GET ${pathname}`,
      expect.stringContaining('/api/v1/namespaces/shop/pods?labelSelector='),
    ]);
  });

  // At the end, for it is left alone for a minute afterwards.
  it.each([TOO_MANY])(
    'promise 27: what asks to be left alone while a restart is followed is: %s',
    async what => expect(await followedOn(what)).toBe('rolling'),
  );

  it.each([TOO_MANY])(
    'promise 28: %s is a bounded 503 of that cluster alone',
    async what => expect(await askedOf(what)).toBe(202),
  );
});
