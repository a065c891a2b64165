import { POSTGRES_VARIABLE, testDatabaseIds } from '@wheelhouse/testing';
import { Cable } from '../__testUtils__/Cable';
import { eventually } from '../__testUtils__/eventually';
import { ada } from '../__testUtils__/people';
import { foreignPlugin } from '../__testUtils__/plugins';
import { Portal, startPortal } from '../__testUtils__/portal';
import {
  Answer,
  send,
  sendAs,
  TestBrowser,
} from '../__testUtils__/TestBrowser';

const onPostgres = testDatabaseIds.includes('POSTGRES_15')
  ? describe
  : describe.skip;

onPostgres('a database that is down', () => {
  let cable: Cable;
  let portal: Portal;

  beforeAll(async () => {
    // Knex tells of connections on its own.
    jest.spyOn(console, 'log').mockImplementation();
    const url = new URL(process.env[POSTGRES_VARIABLE]!);
    cable = new Cable(new URL(url));
    await cable.mend();
    url.host = `127.0.0.1:${cable.port}`;
    portal = await startPortal({
      databaseId: 'POSTGRES_15',
      postgresUrl: url.href,
      features: [foreignPlugin('books')],
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await cable?.cut();
    jest.restoreAllMocks();
  });

  it('is a bounded 503 that lets nobody in, and recovers by itself', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const key = async () =>
      (
        await browser.request('POST', '/api/tenancy/token', {
          body: { name: 'key', scopes: ['*'] },
        })
      ).body;
    const [alive, revoked] = [await key(), await key()];
    await browser.request('DELETE', `/api/tenancy/token/${revoked.id}`);
    const asKey = (apiKey: string, path = '/api/books/whoami') =>
      sendAs(portal, apiKey, 'GET', path);
    const readiness = () =>
      send(`${portal.url}/.backstage/health/v1/readiness`, 'GET');
    expect((await asKey(alive.apiKey)).status).toBe(200);
    expect((await readiness()).status).toBe(200);

    await cable.cut();
    const expectUnavailable = (answer: Answer) => {
      expect(answer.status).toBe(503);
      expect(answer.body.error.name).toBe('ServiceUnavailableError');
      expect(answer.headers.get('retry-after')).toBeTruthy();
      expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1|select/i);
    };
    // What was just known is believed for a moment.
    await eventually(async () => expectUnavailable(await asKey(alive.apiKey)));
    for (const answer of [
      await asKey(revoked.apiKey),
      await asKey(alive.apiKey, '/api/tenancy/tokens'),
      await browser.get('/api/tenancy/me'),
      await browser.refresh(),
      await new TestBrowser(portal).get('/api/tenancy/login?tenant=acme'),
    ]) {
      expectUnavailable(answer);
    }
    await eventually(async () => {
      const answer = await readiness();
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('tenancy');
    });

    await cable.mend();
    await eventually(async () => {
      expect((await asKey(alive.apiKey)).status).toBe(200);
      expect((await readiness()).status).toBe(200);
    }, 20_000);
    expect((await asKey(revoked.apiKey)).status).toBe(401);
    expect((await browser.refresh()).status).toBe(200);
  });
});
