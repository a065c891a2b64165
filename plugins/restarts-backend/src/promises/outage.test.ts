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
      restartPath(simulatedWorkload(cluster, 'shop', name, readyAfter)),
    );
  const get = async (id: string) =>
    (await portal.request(ben, 'GET', `/${id}`)).body;

  const errors: Record<string, Intercept> = {
    'nothing at all': () => true,
    '500': (_, response) => {
      response.writeHead(500).end('{}');
      return true;
    },
    '429': (_, response) => {
      response.writeHead(429, { 'retry-after': '60' }).end('{}');
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
  };

  it.each(Object.keys(errors))(
    'promise 28: %s is a bounded 503 of that cluster alone',
    async what => {
      intercept = errors[what];
      const name = `for-${what.toLowerCase().replaceAll(' ', '-')}`;
      const answer = await restart(sick, name);
      expect(answer).toMatchObject({
        status: 503,
        body: { error: { name: 'ServiceUnavailableError' } },
      });
      expect(answer.text).not.toContain('127.0.0.1');
      expect((await restart(well, name)).status).toBe(202);
    },
  );

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
});
