import type { Signature } from '@wheelhouse/testing';
import { ada, ben, gus } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { sendAs, TestBrowser } from '../__testUtils__/TestBrowser';

const FORGERIES: Signature[] = [
  'none',
  'public-key-as-secret',
  'foreign-key',
  'unknown-kid',
  'jku',
  'jwk',
];

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal({
    moreTenants: ['initech'],
    tenants: { acme: { acceptTokens: { audiences: ['mobile-app'] } } },
  });
  portal.acme.person(ada);
  portal.acme.person(ben);
});
afterEach(() => portal.acme.behave({}));
afterAll(() => portal?.stop());

const meOf = async (browser: TestBrowser) =>
  (await browser.get('/api/tenancy/me')).body;

async function signInStatus(tenant: string, sub: string): Promise<number> {
  const browser = new TestBrowser(portal);
  const back = await browser.startSignIn(portal, tenant, sub);
  const { status } = await browser.arrive(back);
  const refreshed = await browser.refresh();
  expect(refreshed.status).toBe(status === 302 ? 200 : 401);
  return status;
}

describe('promise 5: who somebody is', () => {
  const twin = {
    sub: 'twin',
    email: 'twin@shared.example',
    email_verified: true,
    groups: ['payments'],
  };

  it('promise 5: the same email and sub at another tenant is another account', async () => {
    const atAcme = await TestBrowser.signedIn(portal, 'acme', twin);
    const atGlobex = await TestBrowser.signedIn(portal, 'globex', twin);
    const [one, two] = [await meOf(atAcme), await meOf(atGlobex)];
    expect(one.entity.ref).toBe('user:acme/twin');
    expect(two.entity.ref).toBe('user:globex/twin');
    expect(one.groups).toEqual(['group:acme/payments']);
    expect(two.groups).toEqual(['group:globex/payments']);
    const key = await atAcme.request('POST', '/api/tenancy/token', {
      body: {
        name: 'mine',
        scopes: ['*'],
        owner: 'group:acme/payments',
      },
    });
    expect(key.status).toBe(201);
    expect((await atAcme.get('/api/tenancy/tokens')).text).toContain('mine');
    expect((await atGlobex.get('/api/tenancy/tokens')).body.items).toEqual([]);
    const sessions = await atGlobex.get('/api/tenancy/sessions');
    expect(sessions.body.items).toHaveLength(1);
  });

  it('promise 5: an email links nothing: whoever gets it later is somebody else, whoever changes it stays themselves', async () => {
    const person = (sub: string, email: string) => ({
      sub,
      email,
      email_verified: true,
    });
    const first = await TestBrowser.signedIn(
      portal,
      'acme',
      person('first', 'kim@acme.example'),
    );
    const second = await TestBrowser.signedIn(
      portal,
      'acme',
      person('second', 'kim@acme.example'),
    );
    const [one, two] = [await meOf(first), await meOf(second)];
    expect(one.entity.ref).toBe('user:acme/kim');
    expect(two.entity.ref).toBe('user:acme/kim-2');
    await TestBrowser.signedIn(portal, 'acme', ada);
    const renamed = await TestBrowser.signedIn(
      portal,
      'acme',
      person('first', ada.email),
    );
    expect((await meOf(renamed)).entity).toMatchObject({
      ref: 'user:acme/kim',
      account: ada.email,
    });
  });

  it.each([
    ['unverified', { email_verified: false }],
    ['verified in words only', { email_verified: 'true' as any }],
    ['not said to be verified', { email_verified: undefined }],
    ['missing', { email: undefined }],
    ['not text', { email: ['ada@acme.example'] as any }],
  ])('promise 5: an email that is %s is refused', async (name, change) => {
    portal.acme.person({ ...ada, sub: name, ...change });
    expect(await signInStatus('acme', name)).toBe(401);
    const token = await portal.acme.accessToken({
      sub: name,
      audience: 'mobile-app',
    });
    const asClient = await sendAs(portal, token, 'GET', '/api/tenancy/me');
    expect(asClient.status).toBe(401);
  });

  it("promise 5: a group that is called like another tenant's administrators gives nothing", async () => {
    const names = [
      'platform-admins',
      '/platform-admins',
      'acme/platform-admins',
      '/acme/platform-admins',
      'group:acme/platform-admins',
      '../acme/platform-admins',
      'x\nacme/platform-admins',
    ];
    const browser = await TestBrowser.signedIn(portal, 'globex', {
      ...gus,
      groups: names,
    });
    const me = await meOf(browser);
    expect(me.administrator).toBe(false);
    expect(me.groups).toEqual(['group:globex/platform-admins']);
    const change = await browser.request('POST', '/api/tenancy/settings', {
      body: { name: 'some.thing', value: 1 },
    });
    expect(change.status).toBe(403);
  });

  it('promise 5: userinfo of somebody else is refused', async () => {
    portal.providers.initech.person({ ...ada, groups: undefined });
    portal.providers.initech.behave({ userinfoSub: 'ben' });
    expect(await signInStatus('initech', 'ada')).toBe(401);
  });
});

describe('promise 6: ID tokens', () => {
  it.each(FORGERIES)(
    'promise 6: one signed by %s is refused',
    async signature => {
      portal.acme.behave({ signature });
      expect(await signInStatus('acme', 'ada')).toBe(401);
    },
  );

  it.each([
    ['for another audience', { aud: 'other-client' }],
    ['for nobody', { aud: undefined }],
    [
      'for several, acting for another',
      { aud: ['wheelhouse', 'other'], azp: 'other' },
    ],
    ['of another issuer', { iss: 'https://login.example.com' }],
    ['without an end', { exp: undefined }],
    ['without a subject', { sub: undefined }],
  ])('promise 6: one %s is refused', async (_name, idTokenClaims) => {
    portal.acme.behave({ idTokenClaims });
    expect(await signInStatus('acme', 'ada')).toBe(401);
  });

  it.each(['access-token', 'absent'] as const)(
    'promise 6: %s in place of one is refused',
    async idToken => {
      portal.acme.behave({ idToken });
      expect(await signInStatus('acme', 'ada')).toBe(401);
    },
  );
});

describe('promise 6: tokens of other clients', () => {
  type Options = Partial<Parameters<typeof portal.acme.accessToken>[0]>;
  const ask = async (options: Options, tenant = 'acme') => {
    const token = await portal.providers[tenant].accessToken({
      sub: 'ada',
      audience: 'mobile-app',
      ...options,
    });
    return sendAs(portal, token, 'GET', '/api/tenancy/me');
  };

  it('promise 6: an access token for a named audience is its person', async () => {
    const { status, body } = await ask({});
    expect(status).toBe(200);
    expect(body.entity.ref).toMatch(/^user:acme\//);
    expect(body.persona.source).toBe('client:mobile-app');
    // As providers write them that do not follow RFC 9068.
    const older = await ask({ typ: 'JWT', claims: { client_id: undefined } });
    expect(older.status).toBe(200);
  });

  it.each(FORGERIES)(
    'promise 6: one signed by %s is refused',
    async signature => {
      const { status, headers } = await ask({ signature });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toContain('Bearer');
    },
  );

  const idToken: Options = {
    typ: 'JWT',
    claims: { scope: undefined, client_id: undefined, jti: undefined },
  };
  it.each<[string, Options]>([
    ['for another audience', { audience: 'other-app' }],
    ["for the portal's own client", { audience: 'wheelhouse' }],
    ['for nobody', { claims: { aud: undefined } }],
    ['of another issuer', { claims: { iss: 'https://login.example.com' } }],
    ['that has expired', { clockOffset: -3600 }],
    ['without an end', { claims: { exp: undefined } }],
    ['without a subject', { claims: { sub: undefined } }],
    [
      'that is an ID token with a nonce',
      { ...idToken, claims: { ...idToken.claims, nonce: 'n' } },
    ],
    [
      'that is an ID token with a hash',
      { ...idToken, claims: { ...idToken.claims, at_hash: 'h' } },
    ],
    ['that is an ID token with neither', idToken],
  ])('promise 6: one %s is refused', async (_name, options) => {
    expect((await ask(options)).status).toBe(401);
  });

  it("promise 6: one that says another provider's issuer is refused", async () => {
    const claims = { iss: portal.acme.issuer };
    portal.globex.person(ada);
    expect((await ask({ claims }, 'globex')).status).toBe(401);
  });

  it('promise 6: one of a tenant that does not accept them is refused', async () => {
    portal.globex.person(ada);
    expect((await ask({}, 'globex')).status).toBe(401);
  });
});
