import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { eventually } from '../__testUtils__/eventually';
import { LogSource } from '../__testUtils__/logs';
import { restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';
import {
  ben,
  DEAD_WITHIN_MS,
  hana,
  makeKey,
  startWholePortal,
  TestBrowser,
  type WholePortal,
} from '../__testUtils__/wholePortal';

jest.setTimeout(60_000);

describe('promise 10: a stream ends within 5 s of', () => {
  const folder = createMockDirectory();
  const source = new LogSource();
  let cluster: SimulatedCluster;
  let portal: WholePortal;
  let owner: TestBrowser;
  let id: string;

  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 20,
      intercept: source.intercept,
    });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
    portal = await startWholePortal(folder.resolve('kubeconfig'), {
      tenants: { globex: { recheckGroups: '1s' } },
    });
    owner = await TestBrowser.signedIn(portal, 'acme', ben);
    const workload = simulatedWorkload(cluster, 'shop', 'api', {
      groups: 'acme/payments, globex/payments',
      readyAfter: '3600s',
    });
    const { body } = await owner.request(
      'POST',
      `/api/restarts${restartPath(workload)}`,
    );
    id = body.id;
  });
  afterAll(async () => {
    await portal?.stop();
    await cluster?.stop();
  });

  /** Follows the restart, with lines coming all the time. */
  async function follow(bearer: string) {
    const response = await fetch(`${portal.url}/api/restarts/${id}/stream`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    expect(response.status).toBe(200);
    const lines: any[] = [];
    let over = false;
    const reading = (async () => {
      const body = Readable.fromWeb(response.body as any);
      try {
        for await (const line of createInterface({ input: body })) {
          lines.push(JSON.parse(line));
        }
      } catch {
        // It was cut.
      }
      over = true;
    })();
    const talking = (async () => {
      while (!over) {
        await source.say('a line');
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    })();
    await eventually(() =>
      expect(lines).toContainEqual(expect.objectContaining({ line: 'a line' })),
    );
    return { lines, reading, talking, isOver: () => over };
  }

  /** It ends in time, cut and not told to be over. */
  async function expectEnded(
    stream: Awaited<ReturnType<typeof follow>>,
    withinMs: number,
  ) {
    await eventually(() => expect(stream.isOver()).toBe(true), withinMs);
    await Promise.all([stream.reading, stream.talking]);
    expect(stream.lines.at(-1).type).not.toBe('end');
  }

  it('the key that it was opened with being revoked, and others go on', async () => {
    const key = await makeKey(owner, ['restarts:read']);
    const other = await makeKey(owner, ['restarts:read']);
    const stream = await follow(key.apiKey);
    const going = await follow(other.apiKey);
    await owner.request('DELETE', `/api/tenancy/token/${key.id}`);
    await expectEnded(stream, DEAD_WITHIN_MS);
    const before = going.lines.length;
    await eventually(() => expect(going.lines.length).toBeGreaterThan(before));
    await owner.request('DELETE', `/api/tenancy/token/${other.id}`);
    await expectEnded(going, DEAD_WITHIN_MS);
  });

  it('the session that it was opened with being ended', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const { body } = await browser.get('/api/tenancy/me');
    const stream = await follow(browser.token);
    await owner.request('DELETE', `/api/tenancy/sessions/${body.auth.id}`);
    await expectEnded(stream, DEAD_WITHIN_MS);
  });

  it('its key being narrowed to something else', async () => {
    const key = await makeKey(owner, ['restarts:read']);
    const stream = await follow(key.apiKey);
    const { status } = await owner.request(
      'PUT',
      `/api/tenancy/token/${key.id}`,
      { body: { scopes: ['restarts:read:dev/elsewhere/**'] } },
    );
    expect(status).toBe(200);
    await expectEnded(stream, DEAD_WITHIN_MS);
  });

  it('the group being taken away that gave the right to it', async () => {
    const person = { ...hana, sub: 'mover', email: 'mover@globex.example' };
    const browser = await TestBrowser.signedIn(portal, 'globex', person);
    const stream = await follow(browser.token);
    portal.globex.person({ ...person, groups: [] });
    // From when the portal knows, which asks each second.
    await expectEnded(stream, DEAD_WITHIN_MS + 2_000);
    await browser.refresh();
    const again = await browser.get(`/api/restarts/${id}`);
    expect(again.status).toBe(404);
  });
});
