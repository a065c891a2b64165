import { SESSION_COOKIE } from '@wheelhouse/plugin-tenancy-node';
import { NativeClient } from '../__testUtils__/NativeClient';
import { ada, ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { send, sendAs, TestBrowser } from '../__testUtils__/TestBrowser';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
  portal.acme.person(ada);
  portal.acme.person(ben);
});
afterAll(() => portal?.stop());

const ownHost = () => new URL(portal.url).host;

describe('promise 9: where one ends after signing in', () => {
  const begin = (query: Record<string, string>) =>
    new TestBrowser(portal).get(
      `/api/tenancy/login?${new URLSearchParams({ tenant: 'acme', ...query })}`,
    );

  it('promise 9: a page of the portal is where one ends, by its whole address', async () => {
    for (const [redirect, page] of [
      ['/account?tab=keys#top', '/account?tab=keys#top'],
      ['/', '/'],
      [`${portal.url}/settings`, '/settings'],
      // The same page for every browser, however it is written.
      ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
      ['/..//evil.example', '//evil.example'],
    ]) {
      const browser = new TestBrowser(portal);
      const back = await browser.startSignIn(portal, 'acme', 'ada', {
        redirect,
      });
      const { headers } = await browser.arrive(back);
      expect(headers.get('location')).toBe(portal.url + page);
    }
  });

  it.each<[string, (host: string) => string]>([
    ['another host', () => 'https://evil.example/'],
    ['two slashes', () => '//evil.example/'],
    ['three slashes', () => '///evil.example/'],
    ['a backslash', () => '/\\evil.example/'],
    ['two backslashes', () => '\\\\evil.example/'],
    ['a tab', () => '/\t/evil.example/'],
    ['a newline', () => '/\n/evil.example/'],
    ['a carriage return', () => '\r//evil.example/'],
    ['a space before it', () => ' //evil.example/'],
    ['userinfo', host => `http://${host}@evil.example/`],
    ['userinfo at our own host', host => `http://evil.example@${host}/`],
    ['our host as the beginning of another', host => `http://${host}.evil.ex/`],
    ['another port', () => 'http://localhost:1/'],
    ['another scheme', host => `https://${host}/`],
    // eslint-disable-next-line no-script-url -- what somebody may try
    ['a script', () => 'javascript:alert(1)'],
    ['a script with a newline', () => 'java\nscript:alert(1)'],
    ['data', () => 'data:text/html,x'],
    ['no slash', () => 'evil.example'],
    ['a scheme without slashes', () => 'http:evil.example'],
    ['an encoded header', () => '/\r\nSet-Cookie: x=y'],
    ['letters of another script', () => '/／evil.example'],
    ['nothing', () => ''],
  ])('promise 9: %s is refused as a page', async (_name, redirectOf) => {
    const answer = await begin({ redirect: redirectOf(ownHost()) });
    expect(answer.status).toBe(400);
  });

  it.each([
    'http://127.0.0.1:1/',
    'http://127.0.0.1:65535/done?from=here',
    'http://[::1]:8250',
  ])('promise 9: %s is taken for a loopback client', async redirect_uri => {
    const client = new NativeClient(portal, 'login', redirect_uri);
    const end = await client.openBrowser('acme', 'ada');
    expect(end.origin).toBe(new URL(redirect_uri).origin);
    expect(end.searchParams.get('code')).toBeTruthy();
  });

  it.each([
    'http://localhost:8250/',
    'https://127.0.0.1:8250/',
    'http://127.0.0.1/',
    'http://127.0.0.1:0x50/',
    'http://127.0.0.1:99999/',
    'http://127.0.0.1:8250@evil.example/',
    'http://evil.example@127.0.0.1:8250/',
    'http://127.0.0.1.evil.example:8250/',
    'http://127.0.0.1:8250\\@evil.example/',
    'http://127.0.0.1:8250/#code',
    'http://127.0.0.2:8250/',
    'http://127.1:8250/',
    'http://2130706433:8250/',
    'http://0.0.0.0:8250/',
    'http://10.0.0.1:8250/',
    'http://[::ffff:127.0.0.1]:8250/',
    ' http://127.0.0.1:8250/',
    'com.example.app:/done',
    // eslint-disable-next-line no-script-url -- what somebody may try
    'javascript:alert(1)//127.0.0.1:8250',
    '//127.0.0.1:8250/',
    '',
  ])('promise 9: %p is refused for a loopback client', async redirect_uri => {
    for (const route of ['login', 'token'] as const) {
      const { query } = new NativeClient(portal, route);
      const parameters = new URLSearchParams({
        tenant: 'acme',
        ...query,
        redirect_uri,
      });
      const answer = await new TestBrowser(portal).get(
        `/api/tenancy/${route}?${parameters}`,
      );
      expect(answer.status).toBe(400);
    }
  });
});

describe('promise 13: requests that other sites make', () => {
  let browser: TestBrowser;
  let sessionId: string;
  beforeAll(async () => {
    browser = await TestBrowser.signedIn(portal, 'acme', ada);
    sessionId = (await browser.get('/api/tenancy/me')).body.auth.id;
  });
  const foreignOrigins = () => {
    const { port } = new URL(portal.url);
    return [
      'https://evil.example',
      // Siblings of the same site, to which browsers send SameSite cookies.
      `http://evil.localhost:${port}`,
      'http://localhost:1',
      `https://localhost:${port}`,
      'null',
    ];
  };
  const expectAlive = async () => {
    const again = await browser.refresh();
    expect(again.status).toBe(200);
    expect((await browser.get('/api/tenancy/me')).body.auth.id).toBe(sessionId);
  };

  it('promise 13: cookies alone change nothing and read nothing', async () => {
    const before = (await browser.get('/api/tenancy/tokens')).body;
    const routes: [string, string, unknown?][] = [
      ['POST', '/token', { name: 'stolen', scopes: ['*'] }],
      ['DELETE', '/token'],
      ['DELETE', `/sessions/${sessionId}`],
      ['POST', '/settings', { name: 'some.thing', value: 1 }],
      ['PUT', '/settings/portal.notice', { value: 'hacked' }],
      ['GET', '/me'],
      ['GET', '/tokens'],
      ['GET', '/sessions'],
    ];
    for (const [method, path, body] of routes) {
      const answer = await browser.request(method, `/api/tenancy${path}`, {
        body,
        anonymous: true,
        headers: { 'if-match': '*' },
      });
      expect([`${method} ${path}`, answer.status]).toEqual([
        `${method} ${path}`,
        401,
      ]);
    }
    expect((await browser.get('/api/tenancy/tokens')).body).toEqual(before);
    await expectAlive();
  });

  it('promise 13: what changes something and carries cookies from another origin is refused', async () => {
    for (const origin of foreignOrigins()) {
      for (const path of [
        '/api/tenancy/login',
        '/api/tenancy/token',
        '/api/auth/tenancy/logout',
      ]) {
        const answer = await browser.request('POST', path, {
          anonymous: true,
          headers: { origin, 'x-requested-with': 'XMLHttpRequest' },
        });
        expect([origin, path, answer.status]).toEqual([origin, path, 403]);
      }
    }
    await expectAlive();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
    'promise 13: a body of type %p is not read, whoever sends it',
    async type => {
      const answer = await fetch(`${portal.url}/api/tenancy/token`, {
        method: 'POST',
        headers: {
          'content-type': type,
          authorization: `Bearer ${browser.token}`,
        },
        body: JSON.stringify({ name: 'stolen', scopes: ['*'] }),
      });
      expect(answer.status).toBe(415);
    },
  );

  it.each(['GET', 'POST'])(
    'promise 13: %s refresh needs the header, and no foreign origin',
    async method => {
      const path = '/api/auth/tenancy/refresh';
      const ask = (headers: Record<string, string>) =>
        browser.request(method, path, { anonymous: true, headers });
      expect((await ask({})).status).toBe(403);
      expect((await ask({ 'x-requested-with': 'fetch' })).status).toBe(403);
      for (const origin of foreignOrigins()) {
        const answer = await ask({
          origin,
          'x-requested-with': 'XMLHttpRequest',
        });
        expect(answer.status).toBe(403);
        expect(answer.text).not.toContain('token":');
      }
      const own = { 'x-requested-with': 'XMLHttpRequest', origin: portal.url };
      expect((await ask(own)).status).toBe(200);
    },
  );

  it('promise 13: logout needs the header, and no foreign origin', async () => {
    const ask = (headers: Record<string, string>) =>
      browser.request('POST', '/api/auth/tenancy/logout', {
        anonymous: true,
        headers,
      });
    expect((await ask({})).status).toBe(403);
    for (const origin of foreignOrigins()) {
      const headers = { origin, 'x-requested-with': 'XMLHttpRequest' };
      expect((await ask(headers)).status).toBe(403);
    }
    await expectAlive();
  });

  it('promise 13: scripts and other sites do not get at the cookies', async () => {
    const other = new TestBrowser(portal);
    const begun = await other.get('/api/tenancy/login?tenant=acme');
    const back = await portal.acme.authorize(
      begun.headers.get('location')!,
      'ada',
    );
    const arrived = await send(back.href, 'GET', {
      headers: {
        cookie: begun.headers.getSetCookie()[0].split(';')[0],
      },
    });
    const cookies = [begun, arrived].flatMap(a => a.headers.getSetCookie());
    expect(cookies).toHaveLength(3);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; Path=\/api;.*; HttpOnly; SameSite=Lax$/);
      expect(cookie).not.toMatch(/Domain=/i);
    }
  });
});

describe('promise 14: one session follows another', () => {
  it('promise 14: a cookie from before signing in is not the one after', async () => {
    const browser = new TestBrowser(portal);
    browser.cookies.set(SESSION_COOKIE, 'chosen-by-somebody-else');
    await browser.signIn(portal, 'acme', ben);
    expect(browser.cookies.get(SESSION_COOKIE)).not.toBe(
      'chosen-by-somebody-else',
    );
    const fixed = new TestBrowser(portal);
    fixed.cookies.set(SESSION_COOKIE, 'chosen-by-somebody-else');
    expect((await fixed.refresh()).status).toBe(401);
  });

  it('promise 14: signing in again gives a new session and ends the one before', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const before = {
      cookie: browser.cookies.get(SESSION_COOKIE)!,
      token: browser.token,
      me: (await browser.get('/api/tenancy/me')).body,
    };
    await browser.signIn(portal, 'acme', ada);
    const me = (await browser.get('/api/tenancy/me')).body;
    expect(me.entity.ref).toBe('user:acme/ada');
    expect(me.auth.id).not.toBe(before.me.auth.id);
    expect(browser.cookies.get(SESSION_COOKIE)).not.toBe(before.cookie);
    const old = new TestBrowser(portal);
    old.cookies.set(SESSION_COOKIE, before.cookie);
    expect((await old.refresh()).status).toBe(401);
    const answer = await sendAs(portal, before.token, 'GET', '/api/tenancy/me');
    expect(answer.status).toBe(401);
  });
});

describe('promise 15: signing in from a terminal', () => {
  it.each(['http://127.0.0.1:1/done', 'http://[::1]:65535/'])(
    'promise 15: ends with a session at %s, whose refresh token is replaced by each use',
    async redirectUri => {
      const client = new NativeClient(portal, 'login', redirectUri);
      const end = await client.openBrowser('acme', 'ada', {
        persona: 'workstation',
      });
      const { status, body, headers } = await client.redeem(
        end.searchParams.get('code')!,
      );
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(body.token_type).toBe('Bearer');
      const me = await sendAs(
        portal,
        body.access_token,
        'GET',
        '/api/tenancy/me',
      );
      expect(me.body).toMatchObject({
        entity: { ref: 'user:acme/ada' },
        persona: { source: 'machine', name: 'workstation' },
        auth: { kind: 'session' },
      });
      const url = `${portal.url}/api/tenancy/login`;
      const next = await send(url, 'POST', {
        body: { refresh_token: body.refresh_token },
      });
      expect(next.body.refresh_token).not.toBe(body.refresh_token);
      const renewed = await sendAs(
        portal,
        next.body.access_token,
        'GET',
        '/api/tenancy/me',
      );
      expect(renewed.body.auth.id).toBe(me.body.auth.id);
      await sendAs(
        portal,
        next.body.access_token,
        'DELETE',
        '/api/tenancy/token',
      );
      const after = await send(url, 'POST', {
        body: { refresh_token: next.body.refresh_token },
      });
      expect(after.status).toBe(401);
    },
  );

  it('promise 15: ends with an API key of the scopes that were asked for', async () => {
    const client = new NativeClient(
      portal,
      'token',
      'http://127.0.0.1:49152/key',
    );
    const end = await client.openBrowser('acme', 'ada', {
      name: 'laptop',
      scopes: 'tenancy:read clusters:read:dev/**',
      expires_in: '3600',
    });
    const { status, body } = await client.redeem(end.searchParams.get('code')!);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'laptop',
      scopes: ['tenancy:read', 'clusters:read:dev/**'],
      owner: 'user:acme/ada',
    });
    const inAnHour = Date.now() + 3_600_000;
    expect(Math.abs(Date.parse(body.expires) - inAnHour)).toBeLessThan(60_000);
    const me = await sendAs(portal, body.apiKey, 'GET', '/api/tenancy/me');
    expect(me.body.auth).toMatchObject({
      kind: 'api_key',
      scopes: body.scopes,
    });
  });

  it('promise 15: without a redirect it ends on a page that shows the key once and is kept nowhere', async () => {
    const browser = new TestBrowser(portal);
    const back = await browser.startSignIn(
      portal,
      'acme',
      'ada',
      { name: '<script>alert(1)</script>', scopes: '*' },
      'token',
    );
    const page = await browser.arrive(back);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).not.toContain('<script');
    const key = page.text.match(/whk_\w+/)![0];
    const me = await sendAs(portal, key, 'GET', '/api/tenancy/me');
    expect(me.status).toBe(200);
    expect((await browser.arrive(back)).text).not.toContain('whk_');
  });
});
