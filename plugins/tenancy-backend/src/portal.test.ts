import { describeEachDatabase, testDatabaseIds } from '@wheelhouse/testing';
import { eventually } from './__testUtils__/eventually';
import { ada, ben } from './__testUtils__/people';
import { Portal, startPortal } from './__testUtils__/portal';
import { sendAs, TestBrowser } from './__testUtils__/TestBrowser';

describeEachDatabase('a whole portal', databaseId => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({
      databaseId,
      tenants: { acme: { recheckGroups: '1s' } },
    });
  });
  afterAll(() => portal?.stop());

  it('signs people in as the account that the provider named, with its groups', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const me = await browser.get('/api/tenancy/me');
    expect(me.body).toMatchObject({
      entity: {
        ref: 'user:acme/ada',
        tenant: 'acme',
        account: 'ada@acme.example',
      },
      groups: ['group:acme/platform-admins'],
      administrator: true,
      auth: { kind: 'session', scopes: ['*'] },
    });
  });

  it('makes, lists, changes, rotates and revokes API keys', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const made = await browser.request('POST', '/api/tenancy/token', {
      body: { name: 'ci', scopes: ['tenancy:*'], owner: 'group:acme/payments' },
    });
    expect(made.status).toBe(201);
    const { apiKey, id } = made.body;
    expect(apiKey).toMatch(/^whk_\w{42}$/);
    const listed = await sendAs(portal, apiKey, 'GET', '/api/tenancy/tokens');
    expect(listed.body.items).toMatchObject([
      { id, name: 'ci', owner: 'group:acme/payments', scopes: ['tenancy:*'] },
    ]);
    const changed = await browser.request('PUT', `/api/tenancy/token/${id}`, {
      body: { name: 'deploys', scopes: ['tenancy:read'] },
    });
    expect(changed.body).toMatchObject({ scopes: ['tenancy:read'] });
    const wider = await browser.request('PUT', `/api/tenancy/token/${id}`, {
      body: { scopes: ['*'] },
    });
    expect(wider.status).toBe(400);
    const rotated = await browser.request('PUT', `/api/tenancy/token/${id}`, {
      body: { rotate: true, grace: 600 },
    });
    for (const key of [apiKey, rotated.body.apiKey]) {
      const me = await sendAs(portal, key, 'GET', '/api/tenancy/me');
      expect(me.body.entity.ref).toBe('group:acme/payments');
    }
    await browser.request('DELETE', `/api/tenancy/token/${id}`);
    for (const key of [apiKey, rotated.body.apiKey]) {
      const me = await sendAs(portal, key, 'GET', '/api/tenancy/me');
      expect(me.status).toBe(401);
    }
  });

  it('refuses a key that nobody could have before anybody signs in for it', async () => {
    const ask = (query: string) =>
      new TestBrowser(portal).get(`/api/tenancy/token?tenant=acme&${query}`);
    const wrong = await ask('scopes=Everything');
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('<plugin>:<action>');
    expect((await ask('scopes=*&expires_in=0')).status).toBe(400);
  });

  it('takes a group away from sessions and keys without a new sign-in, and ends what an account holds when it is disabled', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', {
      ...ben,
      groups: ['payments', 'ops'],
    });
    const { apiKey } = (
      await browser.request('POST', '/api/tenancy/token', {
        body: { name: 'mine', scopes: ['*'] },
      })
    ).body;
    portal.acme.person({ ...ben, groups: ['ops'] });
    await eventually(async () => {
      const me = await sendAs(portal, apiKey, 'GET', '/api/tenancy/me');
      expect(me.body.groups).toEqual(['group:acme/ops']);
    }, 10_000);
    await eventually(async () => {
      expect((await browser.refresh()).status).toBe(200);
      const me = await browser.get('/api/tenancy/me');
      expect(me.body.groups).toEqual(['group:acme/ops']);
    });

    portal.acme.person({ ...ben, disabled: true });
    await eventually(async () => {
      const me = await sendAs(portal, apiKey, 'GET', '/api/tenancy/me');
      expect(me.status).toBe(401);
      expect((await browser.refresh()).status).toBe(401);
    }, 10_000);
  });

  it('keeps settings: written, refused when stale or not fitting, deleted back to the default', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const path = '/api/tenancy/settings/portal.notice';
    const put = (value: unknown, version: string) =>
      browser.request('PUT', path, {
        body: { value },
        headers: { 'if-match': version },
      });
    expect((await browser.get(path)).body).toMatchObject({
      value: '',
      version: 0,
    });
    const set = await put('Back at noon', '"0"');
    expect(set.body).toMatchObject({ value: 'Back at noon', version: 1 });
    expect(set.headers.get('etag')).toBe('"1"');
    expect((await put('x', '"0"')).body.error.name).toBe('StaleVersionError');
    expect((await put(5, '"1"')).status).toBe(400);
    const noVersion = await browser.request('PUT', path, {
      body: { value: 'x' },
    });
    expect(noVersion.status).toBe(428);
    const deleted = await browser.request('DELETE', path, {
      headers: { 'if-match': '"1"' },
    });
    expect(deleted.status).toBe(204);
    expect((await browser.get(path)).body).toMatchObject({
      value: '',
      version: 2,
    });
  });
});

const onPostgres = testDatabaseIds.includes('POSTGRES_15')
  ? describe
  : describe.skip;

onPostgres('two servers on one database', () => {
  it('do not let a key live on that the other revoked', async () => {
    const portal = await startPortal({ databaseId: 'POSTGRES_15' });
    const second = await startPortal({ besides: portal });
    try {
      const browser = await TestBrowser.signedIn(portal, 'acme', ada);
      const { apiKey, id } = (
        await browser.request('POST', '/api/tenancy/token', {
          body: { name: 'ci', scopes: ['*'] },
        })
      ).body;
      const me = await sendAs(second, apiKey, 'GET', '/api/tenancy/me');
      expect(me.body.entity.ref).toBe('user:acme/ada');
      await browser.request('DELETE', `/api/tenancy/token/${id}`);
      await eventually(async () => {
        const after = await sendAs(second, apiKey, 'GET', '/api/tenancy/me');
        expect(after.status).toBe(401);
      });
    } finally {
      await second.stop();
      await portal.stop();
    }
  });
});
