import { Portal, startPortal } from './testing/portal';
import { ada, ben } from './testing/people';
import { sendAs, TestBrowser } from './testing/TestBrowser';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal?.stop());

describe('signing in with a browser', () => {
  it('ends signed in, as the account that the provider named, with its groups', async () => {
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

  it('makes an API key that works at once and is dead when revoked', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const made = await browser.request('POST', '/api/tenancy/token', {
      body: { name: 'ci', scopes: ['*'] },
    });
    expect(made.text).toContain('whk_');
    const { apiKey, id } = made.body;
    const me = await sendAs(portal, apiKey, 'GET', '/api/tenancy/me');
    expect(me.body).toMatchObject({ entity: { ref: 'user:acme/ben' } });
    await browser.request('DELETE', `/api/tenancy/token/${id}`);
    const after = await sendAs(portal, apiKey, 'GET', '/api/tenancy/me');
    expect(after.status).toBe(401);
  });
});
