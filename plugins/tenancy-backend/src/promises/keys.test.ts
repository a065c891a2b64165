import catalogPlugin from '@backstage/plugin-catalog-backend';
import { SESSION_COOKIE } from '@wheelhouse/plugin-tenancy-node';
import { AuthFinder } from '../store/AuthFinder';
import { dumpDatabase } from '../__testUtils__/dumpDatabase';
import { eventually } from '../__testUtils__/eventually';
import { NativeClient } from '../__testUtils__/NativeClient';
import { ada, ben } from '../__testUtils__/people';
import { foreignPlugin } from '../__testUtils__/plugins';
import { Portal, startPortal } from '../__testUtils__/portal';
import { sendAs, TestBrowser } from '../__testUtils__/TestBrowser';

const cleo = {
  sub: 'cleo',
  email: 'cleo@acme.example',
  email_verified: true,
  groups: ['ops', 'payments'],
};

let portal: Portal;
const logLines: string[] = [];
beforeAll(async () => {
  portal = await startPortal({
    onDisk: true,
    onLog: line => logLines.push(line),
    tenants: {
      acme: {
        recheckGroups: '1s',
        acceptTokens: { audiences: ['mobile-app'] },
      },
    },
    features: [catalogPlugin, foreignPlugin('books'), foreignPlugin('shelves')],
  });
});
afterAll(() => portal?.stop());

const ask = (bearer: string, path: string, method = 'GET', body?: unknown) =>
  sendAs(portal, bearer, method, path, body);
const statusOf = async (bearer: string, path = '/api/tenancy/me') =>
  (await ask(bearer, path)).status;

async function makeKey(by: TestBrowser | string, wanted: object) {
  const body = { name: 'key', scopes: ['*'], ...wanted };
  const made =
    typeof by === 'string'
      ? await ask(by, '/api/tenancy/token', 'POST', body)
      : await by.request('POST', '/api/tenancy/token', { body });
  return { status: made.status, ...made.body } as {
    status: number;
    id: string;
    apiKey: string;
    expires: string | null;
  };
}

describe('promise 16: what is kept of keys and other secrets', () => {
  it('promise 16: no table and no log line has a secret that could be used', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const key = await makeKey(browser, {});
    const rotated = await browser.request(
      'PUT',
      `/api/tenancy/token/${key.id}`,
      { body: { rotate: true } },
    );
    const native = new NativeClient(portal, 'login');
    const end = await native.openBrowser('acme', 'ada');
    const login = await native.redeem(end.searchParams.get('code')!);
    const unused = await new NativeClient(portal, 'token').openBrowser(
      'acme',
      'ada',
    );
    const providerToken = await portal.acme.accessToken({
      sub: 'ada',
      audience: 'mobile-app',
    });
    for (const bearer of [
      key.apiKey,
      rotated.body.apiKey,
      login.body.access_token,
      providerToken,
    ]) {
      expect(await statusOf(bearer)).toBe(200);
      expect(await statusOf(bearer, '/api/books/whoami')).toBe(200);
      // What is refused is written about too.
      expect(await statusOf(`${bearer}x`)).toBe(401);
    }
    // The provider was asked again, with what it gave.
    await eventually(async () => {
      expect(sent('refresh_token')).not.toHaveLength(0);
    });
    const secrets = {
      key: key.apiKey.slice(0, 20),
      'rotated key': rotated.body.apiKey.slice(0, 20),
      'session cookie': browser.cookies.get(SESSION_COOKIE)!,
      'sign-in cookie': browser.cookies.get('wheelhouse-sign-in')!,
      'Backstage token': browser.token.split('.')[2],
      'access token': login.body.access_token.split('.')[2],
      'refresh token': login.body.refresh_token,
      'provider access token': providerToken.split('.')[2],
      'code of ours': end.searchParams.get('code')!,
      'unused code of ours': unused.searchParams.get('code')!,
      'PKCE verifier': native.verifier,
      ...named('provider code', sent('code')),
      ...named('provider refresh token', sent('refresh_token')),
      ...named('verifier sent', sent('code_verifier')),
      ...named(
        'userinfo token',
        portal.acme
          .requestsTo('userinfo')
          .map(r => String(r.headers.authorization).split('.')[2]),
      ),
    };
    const places = { log: logLines.join(''), ...(await dumpDatabase(portal)) };
    expect(Object.keys(places).length).toBeGreaterThan(15);
    expect(places.log).toContain('/api/tenancy/callback');
    const found: string[] = [];
    for (const [secret, text] of Object.entries(secrets)) {
      expect(text.length).toBeGreaterThan(15);
      for (const [place, content] of Object.entries(places)) {
        if (content.includes(text)) found.push(`${secret} in ${place}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('promise 16: a key is recognisable, and one that was mistyped is refused without a look', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const { apiKey } = await makeKey(browser, {});
    expect(apiKey).toMatch(/^whk_[0-9A-Za-z]{42}$/);
    const last = apiKey.at(-1) === '0' ? '1' : '0';
    const mistyped = [
      apiKey.slice(0, -1) + last,
      apiKey.slice(0, -1),
      `${apiKey}0`,
      apiKey.slice(0, 10) + (apiKey[10] === 'a' ? 'b' : 'a') + apiKey.slice(11),
      'whk_',
    ];
    const looks = jest.spyOn(AuthFinder.prototype, 'findAlive');
    try {
      for (const key of mistyped) {
        const answer = await ask(key, '/api/books/whoami');
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      }
      expect(looks).not.toHaveBeenCalled();
      expect(await statusOf(apiKey)).toBe(200);
      expect(looks).toHaveBeenCalled();
    } finally {
      looks.mockRestore();
    }
  });

  it('promise 16: a key ends when it was said to, and has an end', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const short = await makeKey(browser, { expiresIn: 2 });
    expect(await statusOf(short.apiKey)).toBe(200);
    const year = (await makeKey(browser, {})).expires!;
    expect(Date.parse(year)).toBeLessThan(Date.now() + 366 * 86_400_000);
    expect((await makeKey(browser, { expiresIn: 0 })).status).toBe(400);
    expect((await makeKey(browser, { expiresIn: 366 * 86_400 })).status).toBe(
      400,
    );
    await eventually(async () => {
      expect(await statusOf(short.apiKey)).toBe(401);
      expect(await statusOf(short.apiKey, '/api/books/whoami')).toBe(401);
    });
  });

  it('promise 16: its last use is noted', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const { id, apiKey } = await makeKey(browser, { name: 'noted' });
    const lastUsed = async () =>
      (await browser.get('/api/tenancy/tokens')).body.items.find(
        (key: any) => key.id === id,
      ).lastUsed;
    expect(await lastUsed()).toBeNull();
    await statusOf(apiKey, '/api/books/whoami');
    expect(Date.now() - Date.parse(await lastUsed())).toBeLessThan(60_000);
  });

  it('promise 16: a rotated key goes on with its old secret while the grace lasts, and no longer', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const { id, apiKey } = await makeKey(browser, {});
    const rotate = async (grace: number): Promise<string> =>
      (
        await browser.request('PUT', `/api/tenancy/token/${id}`, {
          body: { rotate: true, grace },
        })
      ).body.apiKey;
    const next = await rotate(3);
    expect(await statusOf(apiKey)).toBe(200);
    expect(await statusOf(next)).toBe(200);
    await eventually(async () => {
      expect(await statusOf(apiKey)).toBe(401);
    }, 8_000);
    expect(await statusOf(next)).toBe(200);
    const third = await rotate(0);
    await eventually(async () => {
      expect(await statusOf(next)).toBe(401);
    });
    await browser.request('DELETE', `/api/tenancy/token/${id}`);
    expect(await statusOf(third)).toBe(401);
  });
});

describe('promise 16: what a key may do', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.signedIn(portal, 'acme', ada);
  });
  const keyFor = async (...scopes: string[]) =>
    (await makeKey(browser, { scopes })).apiKey;

  it('promise 16: a narrow key stays within its scopes at a plugin that knows nothing of them', async () => {
    const key = await keyFor('catalog:read:entities/**');
    const answers: Record<string, number> = {};
    for (const [method, path] of [
      ['GET', '/api/catalog/entities'],
      ['GET', '/api/catalog/entities/by-query'],
      ['GET', '/api/tenancy/me'],
      ['GET', '/api/catalog/locations'],
      ['GET', '/api/catalog/entities/..%2Flocations'],
      ['GET', '/api/catalog//locations'],
      ['GET', '/api/CATALOG/locations'],
      ['POST', '/api/catalog/refresh'],
      ['DELETE', '/api/catalog/entities/by-uid/x'],
      ['GET', '/api/books/whoami'],
      ['GET', '/api/tenancy/tokens'],
      ['POST', '/api/tenancy/token'],
    ]) {
      const body = method === 'POST' ? { name: 'x', scopes: ['*'] } : undefined;
      const { status } = await ask(key, path, method, body);
      answers[`${method} ${path}`] = status;
    }
    expect(answers).toEqual({
      'GET /api/catalog/entities': 200,
      'GET /api/catalog/entities/by-query': 200,
      'GET /api/tenancy/me': 200,
      'GET /api/catalog/locations': 403,
      'GET /api/catalog/entities/..%2Flocations': 404,
      'GET /api/catalog//locations': 403,
      'GET /api/CATALOG/locations': 403,
      'POST /api/catalog/refresh': 403,
      'DELETE /api/catalog/entities/by-uid/x': 403,
      'GET /api/books/whoami': 403,
      'GET /api/tenancy/tokens': 403,
      'POST /api/tenancy/token': 403,
    });
  });

  it('promise 16: the whole path counts, also where a plugin asks deep in its routes', async () => {
    const nested = await keyFor('books:read:nested/**');
    expect(await statusOf(nested, '/api/books/nested/whoami')).toBe(200);
    const other = await keyFor('books:read:whoami');
    expect(await statusOf(other, '/api/books/whoami')).toBe(200);
    expect(await statusOf(other, '/api/books/nested/whoami')).toBe(403);
  });

  it('promise 16: a plugin that asks another on behalf of the owner keeps the limits of the key', async () => {
    const path = '/api/books/on-behalf/shelves/whoami';
    const further =
      '/api/books/on-behalf/shelves/on-behalf/catalog/entities?limit=1';
    const one = await keyFor('books:read:on-behalf/**');
    expect(await statusOf(one, path)).toBe(403);
    const two = await keyFor('books:read:on-behalf/**', 'shelves:read');
    expect((await ask(two, path)).body).toMatchObject({
      userEntityRef: 'user:acme/ada',
    });
    expect(await statusOf(two, further)).toBe(403);
    const three = await keyFor('books:read', 'shelves:read', 'catalog:read');
    expect(await statusOf(three, further)).toBe(200);
  });

  it('promise 16: a cookie that was given to a key keeps its limits', async () => {
    const key = await keyFor('books:read');
    const given = await ask(key, '/api/books/.backstage/auth/v1/cookie');
    expect(given.status).toBe(200);
    const cookie = given.headers.getSetCookie()[0].split(';')[0];
    const withCookie = async (path: string) =>
      (await fetch(portal.url + path, { headers: { cookie } })).status;
    expect(await withCookie('/api/books/cookie/whoami')).toBe(200);
    expect(await withCookie('/api/shelves/cookie/whoami')).toBe(403);
    const limited = cookie.split('=')[1];
    expect(await statusOf(limited, '/api/books/cookie/whoami')).toBe(200);
    expect(await statusOf(limited, '/api/shelves/cookie/whoami')).toBe(403);
  });

  it('promise 16: a key makes no key that may do more or lasts longer than itself, and gets at none', async () => {
    const maker = await makeKey(browser, {
      scopes: ['tenancy:keys', 'books:read:shelf/*'],
      expiresIn: 600,
    });
    const make = async (scopes: string[], more = {}) =>
      makeKey(maker.apiKey, { scopes, ...more });
    for (const scopes of [
      ['*'],
      ['books:read'],
      ['books:*'],
      ['books:read:shelf/**'],
      ['*:read:shelf/*'],
      ['tenancy:keys', 'shelves:read'],
    ]) {
      expect((await make(scopes)).status).toBe(403);
    }
    const narrow = await make(['books:read:shelf/1'], { expiresIn: 86_400 });
    expect(narrow.status).toBe(201);
    expect(narrow.expires).toBe(maker.expires);
    // Rotating a wider key would give its secret away.
    const wide = await makeKey(browser, {});
    const rotate = await ask(
      maker.apiKey,
      `/api/tenancy/token/${wide.id}`,
      'PUT',
      { rotate: true },
    );
    expect(rotate.status).toBe(403);
    const widen = await browser.request(
      'PUT',
      `/api/tenancy/token/${narrow.id}`,
      { body: { scopes: ['books:read'] } },
    );
    expect(widen.status).toBe(400);
    const lengthen = await browser.request(
      'PUT',
      `/api/tenancy/token/${narrow.id}`,
      { body: { expiresIn: 86_400 } },
    );
    expect(lengthen.status).toBe(400);
  });

  it("promise 16: a group's key outlives whoever made it, and is its members' alone", async () => {
    const maker = await TestBrowser.signedIn(portal, 'acme', cleo);
    const member = await TestBrowser.signedIn(portal, 'acme', ben);
    const key = await makeKey(maker, { owner: 'group:acme/payments' });
    expect(key.status).toBe(201);
    const foreign = await makeKey(maker, { owner: 'group:acme/sre' });
    expect(foreign.status).toBe(400);
    const own = await makeKey(maker, {});
    portal.acme.person({ ...cleo, disabled: true });
    await eventually(async () => {
      expect(await statusOf(own.apiKey)).toBe(401);
    }, 7_000);
    const me = await ask(key.apiKey, '/api/tenancy/me');
    expect(me.body).toMatchObject({
      entity: { ref: 'group:acme/payments' },
      groups: ['group:acme/payments'],
      administrator: false,
    });
    const path = `/api/tenancy/token/${key.id}`;
    expect((await browser.request('DELETE', path)).status).toBe(404);
    expect((await member.request('DELETE', path)).status).toBe(204);
    expect(await statusOf(key.apiKey)).toBe(401);
  });

  it('promise 16: a group of a long name can own a key', async () => {
    const name = `g${'x'.repeat(61)}g`;
    const other = await TestBrowser.signedIn(portal, 'acme', {
      ...ben,
      sub: 'long',
      email: 'long@acme.example',
      groups: [name],
    });
    const key = await makeKey(other, { owner: `group:acme/${name}` });
    const seen = await ask(key.apiKey, '/api/books/whoami');
    expect(seen.status).toBe(200);
    expect(seen.body.userEntityRef).toMatch(/^user:acme\/[\w.-]{1,63}$/);
  });

  it('promise 16: groups that a provider took away stay away, whatever a token from a clock ahead says', async () => {
    const person = { ...ben, sub: 'ahead', email: 'ahead@acme.example' };
    await TestBrowser.signedIn(portal, 'acme', person);
    const token = await portal.acme.accessToken({
      sub: 'ahead',
      audience: 'mobile-app',
      clockOffset: 50,
    });
    const groups = async () =>
      (await ask(token, '/api/tenancy/me')).body.groups;
    expect(await groups()).toEqual(['group:acme/payments']);
    portal.acme.person({ ...person, groups: [] });
    await eventually(async () => {
      expect(await groups()).toEqual([]);
    }, 7_000);
  });
});

function sent(field: string): string[] {
  return portal.acme
    .requestsTo('token')
    .map(r => r.body[field])
    .filter(Boolean);
}

function named(name: string, texts: string[]) {
  return Object.fromEntries(texts.map((text, i) => [`${name} ${i}`, text]));
}
