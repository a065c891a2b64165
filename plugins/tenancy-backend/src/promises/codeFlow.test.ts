import { SESSION_COOKIE } from '@wheelhouse/plugin-tenancy-node';
import { NativeClient } from '../__testUtils__/NativeClient';
import { ada, ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { Answer, TestBrowser } from '../__testUtils__/TestBrowser';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal({ moreTenants: ['older', 'hostile'] });
  portal.providers.older.behave({
    metadata: { authorization_response_iss_parameter_supported: undefined },
    responseIss: 'absent',
  });
  for (const provider of Object.values(portal.providers)) {
    provider.person(ada);
    provider.person(ben);
  }
});
afterEach(() => portal.acme.behave({}));
afterAll(() => portal?.stop());

async function expectNoSession(browser: TestBrowser, answer: Answer) {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers.getSetCookie().join()).not.toContain(SESSION_COOKIE);
  expect((await browser.refresh()).status).toBe(401);
}

describe('promise 1: state', () => {
  it('promise 1: an answer without state is refused', async () => {
    const browser = new TestBrowser(portal);
    const back = await browser.startSignIn(portal, 'acme', 'ada');
    back.searchParams.delete('state');
    await expectNoSession(browser, await browser.arrive(back));
  });

  it('promise 1: a state that nobody began is refused', async () => {
    const browser = new TestBrowser(portal);
    const back = await browser.startSignIn(portal, 'acme', 'ada');
    back.searchParams.set('state', 'made-up');
    await expectNoSession(browser, await browser.arrive(back));
  });

  it('promise 1: an answer works once', async () => {
    const browser = new TestBrowser(portal);
    const back = await browser.startSignIn(portal, 'acme', 'ada');
    expect((await browser.arrive(back)).status).toBe(302);
    const asked = portal.acme.requestsTo('token').length;
    browser.cookies.delete(SESSION_COOKIE);
    await expectNoSession(browser, await browser.arrive(back));
    expect(portal.acme.requestsTo('token')).toHaveLength(asked);
  });

  it.each(['that began nothing', 'that began another sign-in'])(
    'promise 1: an answer is refused in a browser %s',
    async other => {
      const attacker = new TestBrowser(portal);
      const back = await attacker.startSignIn(portal, 'acme', 'ada');
      const victim = new TestBrowser(portal);
      if (other === 'that began another sign-in') {
        await victim.startSignIn(portal, 'acme', 'ben');
      }
      await expectNoSession(victim, await victim.arrive(back));
    },
  );

  it('promise 1: an answer that says error gives no session', async () => {
    const browser = new TestBrowser(portal);
    const back = await browser.startSignIn(portal, 'acme', 'nobody-there');
    expect(back.searchParams.get('error')).toBe('access_denied');
    await expectNoSession(browser, await browser.arrive(back));
  });
});

describe('promise 2: nonce, code and PKCE', () => {
  it.each([['another one', 'another'] as const, ['none', undefined] as const])(
    'promise 2: an ID token with %s for its nonce is refused',
    async (_name, nonce) => {
      portal.acme.behave({ idTokenClaims: { nonce } });
      const browser = new TestBrowser(portal);
      const back = await browser.startSignIn(portal, 'acme', 'ada');
      const answer = await browser.arrive(back);
      expect(answer.status).toBe(401);
      await expectNoSession(browser, answer);
    },
  );

  it('promise 2: a code of another attempt is refused, also of the same browser', async () => {
    const victim = new TestBrowser(portal);
    const stolen = await victim.startSignIn(portal, 'acme', 'ada');
    for (const browser of [new TestBrowser(portal), victim]) {
      const back = await browser.startSignIn(portal, 'acme', 'ben');
      back.searchParams.set('code', stolen.searchParams.get('code')!);
      const answer = await browser.arrive(back);
      expect(answer.status).toBe(401);
      await expectNoSession(browser, answer);
    }
  });

  it('promise 2: providers are always sent an S256 challenge, a new one each time', async () => {
    const challenges = new Set<string>();
    for (const query of [{}, new NativeClient(portal, 'login').query]) {
      const browser = new TestBrowser(portal);
      await browser.startSignIn(portal, 'acme', 'ada', query);
      const { query: sent } = portal.acme.requestsTo('authorize').at(-1)!;
      expect(sent.code_challenge_method).toBe('S256');
      expect(sent.code_challenge).toMatch(/^[\w-]{43}$/);
      challenges.add(sent.code_challenge);
    }
    expect(challenges.size).toBe(2);
  });

  it.each([
    ['plain', { code_challenge_method: 'plain' }],
    ['no challenge', { code_challenge: undefined }],
    ['an empty challenge', { code_challenge: '' }],
    ['a challenge that is no S256', { code_challenge: 'short' }],
    ['no state', { state: undefined }],
  ])(
    'promise 2: a loopback client that comes with %s is refused',
    async (_name, change) => {
      for (const route of ['login', 'token'] as const) {
        const { query } = new NativeClient(portal, route);
        const sent = Object.entries({ tenant: 'acme', ...query, ...change });
        const parameters = new URLSearchParams(
          sent.filter((e): e is [string, string] => e[1] !== undefined),
        );
        const answer = await new TestBrowser(portal).get(
          `/api/tenancy/${route}?${parameters}`,
        );
        expect(answer.status).toBe(400);
      }
    },
  );

  it.each(['login', 'token'] as const)(
    'promise 2: POST /%s takes a code once, with its own verifier only',
    async route => {
      const client = new NativeClient(portal, route);
      const first = await client.openBrowser('acme', 'ada');
      expect(first.searchParams.get('state')).toBe(client.state);
      const code = first.searchParams.get('code')!;
      const wrong = await client.redeem(code, 'x'.repeat(43));
      expect(wrong.status).toBe(401);
      // Whoever guesses has one guess.
      expect((await client.redeem(code)).status).toBe(401);

      const second = await client.openBrowser('acme', 'ada');
      const good = second.searchParams.get('code')!;
      expect((await client.redeem(good)).status).toBeLessThan(300);
      expect((await client.redeem(good)).status).toBe(401);
    },
  );

  it('promise 2: a code for a session gives no key, and the other way round', async () => {
    const login = new NativeClient(portal, 'login');
    const token = new NativeClient(portal, 'token');
    const forSession = await login.openBrowser('acme', 'ada');
    const forKey = await token.openBrowser('acme', 'ada');
    const crossed = [
      await token.redeem(forSession.searchParams.get('code')!, login.verifier),
      await login.redeem(forKey.searchParams.get('code')!, token.verifier),
    ];
    expect(crossed.map(a => a.status)).toEqual([401, 401]);
  });
});

describe('promise 3: mix-up', () => {
  /** A hostile provider sends whoever begins there to an honest one, whose code then comes to us. */
  async function mixUp(hostile: string, honest: string, redirectUri?: string) {
    const browser = new TestBrowser(portal);
    const begun = await browser.get(`/api/tenancy/login?tenant=${hostile}`);
    const { searchParams } = new URL(begun.headers.get('location')!);
    const url = new URL(`${portal.providers[honest].issuer}/authorize`);
    url.search = searchParams.toString();
    if (redirectUri) url.searchParams.set('redirect_uri', redirectUri);
    const back = await portal.providers[honest].authorize(url, 'ada');
    expect(back.searchParams.get('code')).toBeTruthy();
    const asked = () =>
      Object.values(portal.providers).flatMap(p => p.requestsTo('token'))
        .length;
    const before = asked();
    const answer = await browser.arrive(back);
    await expectNoSession(browser, answer);
    expect(asked()).toBe(before);
  }

  it.each([
    ['right', 'right' as const],
    ['wrong', { wrong: 'https://elsewhere.example' }],
    ['absent', 'absent' as const],
  ])(
    'promise 3: ends before a token request where the honest provider names itself and `iss` is %s',
    async (_name, responseIss) => {
      portal.acme.behave({ responseIss });
      await mixUp('hostile', 'acme');
    },
  );

  it('promise 3: a provider that names itself must do so', async () => {
    portal.acme.behave({ responseIss: 'absent' });
    const browser = new TestBrowser(portal);
    const back = await browser.startSignIn(portal, 'acme', 'ada');
    await expectNoSession(browser, await browser.arrive(back));
  });

  it('promise 3: a provider that does not name itself has a redirect URI of its own, where no answer to another attempt is taken', async () => {
    const browser = new TestBrowser(portal);
    const back = await browser.startSignIn(portal, 'older', 'ada');
    const own = `${portal.url}/api/tenancy/callback/older`;
    expect(back.origin + back.pathname).toBe(own);
    // It knows no other redirect URI of ours.
    await mixUp('hostile', 'older', own);
    expect((await browser.arrive(back)).status).toBe(302);
  });

  it("promise 3: an answer that comes to another tenant's redirect URI is refused", async () => {
    for (const path of ['/callback', '/callback/acme', '/callback/nobody']) {
      const browser = new TestBrowser(portal);
      const back = await browser.startSignIn(portal, 'older', 'ada');
      back.pathname = `/api/tenancy${path}`;
      await expectNoSession(browser, await browser.arrive(back));
    }
  });
});
