import { eventually } from './__testUtils__/eventually';
import { ben } from './__testUtils__/people';
import { Portal, startPortal } from './__testUtils__/portal';
import { send, sendAs, TestBrowser } from './__testUtils__/TestBrowser';

const ORIGIN = 'https://app.acme.example';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal({
    tenants: {
      acme: {
        acceptTokens: { audiences: ['mobile-app'], allowedOrigins: [ORIGIN] },
      },
    },
  });
});
afterAll(() => portal?.stop());

const token = (options: object = {}) => {
  portal.acme.person(ben);
  return portal.acme.accessToken({
    sub: 'ben',
    audience: 'mobile-app',
    ...options,
  });
};

describe('the access token of another client of a tenant', () => {
  it('is that entity, with no second sign-in, on every plugin', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const signedIn = await browser.get('/api/tenancy/me');
    const bearer = await token();
    const me = await sendAs(portal, bearer, 'GET', '/api/tenancy/me');
    expect(me.body).toMatchObject({
      entity: signedIn.body.entity,
      persona: { source: 'client:mobile-app' },
      groups: ['group:acme/payments'],
    });
    const decisions = await sendAs(
      portal,
      bearer,
      'POST',
      '/api/permission/authorize',
      { items: [] },
    );
    expect(decisions.status).toBe(200);
  });

  it('shows among the sessions and can be ended there; the next token begins again', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const bearer = await token();
    await sendAs(portal, bearer, 'GET', '/api/tenancy/me');
    const { items } = (await browser.get('/api/tenancy/sessions')).body;
    const session = items.find((s: any) => s.persona.name === 'mobile-app');
    await browser.request('DELETE', `/api/tenancy/sessions/${session.id}`);
    await eventually(async () => {
      const me = await sendAs(portal, bearer, 'GET', '/api/tenancy/me');
      expect(me.status).toBe(401);
    });
    // Tokens count in whole seconds.
    await eventually(async () => {
      const me = await sendAs(portal, await token(), 'GET', '/api/tenancy/me');
      expect(me.status).toBe(200);
    });
  });

  it('is refused by a tenant that accepts none', async () => {
    const bearer = await portal.globex.accessToken({
      sub: portal.globex.person({ ...ben, email: 'ben@globex.example' }).sub,
      audience: 'mobile-app',
    });
    const me = await sendAs(portal, bearer, 'GET', '/api/tenancy/me');
    expect(me.status).toBe(401);
  });

  it('does not bring back a group that was taken away after it was made', async () => {
    const old = await token({ clockOffset: -60 });
    await TestBrowser.signedIn(portal, 'acme', { ...ben, groups: [] });
    const me = await sendAs(portal, old, 'GET', '/api/tenancy/me');
    expect(me.body.groups).toEqual([]);
  });
});

describe('a page of another origin', () => {
  const preflight = (origin: string) =>
    send(`${portal.url}/api/tenancy/me`, 'OPTIONS', {
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });

  it('may call the API where the tenant names it, with a bearer and never with cookies', async () => {
    const allowed = await preflight(ORIGIN);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const me = await sendAs(
      portal,
      await token(),
      'GET',
      '/api/tenancy/me',
      undefined,
      { origin: ORIGIN },
    );
    expect(me.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  });

  it.each(['https://evil.example', 'null', 'https://app.acme.example.evil'])(
    'gets nothing where it is %s',
    async origin => {
      const refused = await preflight(origin);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});
