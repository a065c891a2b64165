import {
  generateApiKey,
  generateSecret,
} from '@wheelhouse/plugin-tenancy-node';
import { once } from 'node:events';
import { request } from 'node:http';
import { ada, ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import {
  Answer,
  send,
  sendAs,
  TestBrowser,
} from '../__testUtils__/TestBrowser';

const SIGN_IN = 10;

describe('promise 17: rate limits', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await startPortal({
      config: {
        wheelhouse: {
          rateLimit: {
            signIn: SIGN_IN,
            perAddress: 60,
            perAuth: 40,
            window: '1h',
          },
        },
      },
    });
  });
  afterEach(() => portal?.stop());

  function expectLimited(answers: Answer[], accepted: number) {
    expect(answers[0].status).not.toBe(429);
    const limited = answers.slice(accepted);
    expect(limited.map(a => a.status)).toEqual(limited.map(() => 429));
    for (const { headers, body } of limited) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(body.error.name).toBe('TooManyRequestsError');
    }
  }
  const repeat = async (
    times: number,
    ask: (i: number) => Promise<Answer>,
  ): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (let i = 0; i < times; i += 1) answers.push(await ask(i));
    return answers;
  };

  it('promise 17: signing in is limited by address, whoever one says to be', async () => {
    const answers = await repeat(SIGN_IN * 3, i => {
      const headers = {
        'x-forwarded-for': `203.0.113.${i}`,
        forwarded: `for=203.0.113.${i}`,
        'x-real-ip': `203.0.113.${i}`,
        'cf-connecting-ip': `203.0.113.${i}`,
        'user-agent': `browser ${i}`,
        cookie: `wheelhouse-sign-in=${generateSecret()}`,
        authorization: `Bearer ${generateApiKey()}`,
      };
      const url = `${portal.url}/api/tenancy`;
      return [
        () => send(`${url}/login?tenant=acme`, 'GET', { headers }),
        () =>
          send(`${url}/login`, 'POST', {
            headers,
            body: { refresh_token: generateSecret() },
          }),
        () => send(`${url}/callback?state=${i}&code=x`, 'GET', { headers }),
      ][i % 3]();
    });
    expectLimited(answers, SIGN_IN);
  });

  it('promise 17: made-up keys are limited by address, however many and wherever they are sent', async () => {
    const answers = await repeat(SIGN_IN * 3, i =>
      sendAs(
        portal,
        i % 2 ? generateApiKey() : `whk_${generateSecret()}`,
        'GET',
        ['/api/tenancy/me', '/api/auth/v1/userinfo'][i % 2],
        undefined,
        { 'x-forwarded-for': `203.0.113.${i}` },
      ),
    );
    expectLimited(answers, SIGN_IN);
    expect(answers[0].status).toBe(401);
  });

  it('promise 17: whoever is signed in is counted for themselves', async () => {
    const busy = await TestBrowser.signedIn(portal, 'acme', ada);
    const calm = await TestBrowser.signedIn(portal, 'acme', ben);
    await calm.get('/api/tenancy/me');
    const answers = await repeat(80, () => busy.get('/api/tenancy/me'));
    expect(answers[0].status).toBe(200);
    expect(answers.at(-1)!.status).toBe(429);
    expect(answers.at(-1)!.headers.get('retry-after')).toBeTruthy();
    expect((await calm.get('/api/tenancy/me')).status).toBe(200);
  });
});

describe('promise 22: hostile bodies', () => {
  let portal: Portal;
  let browser: TestBrowser;
  beforeAll(async () => {
    portal = await startPortal();
    browser = await TestBrowser.signedIn(portal, 'acme', ada);
  });
  afterAll(() => portal?.stop());

  async function post(
    path: string,
    body: string,
    headers: Record<string, string> = {},
  ) {
    const answer = await fetch(`${portal.url}/api/tenancy${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${browser.token}`,
        ...headers,
      },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  }
  const setting = (value: string) => `{"name":"test.thing","value":${value}}`;
  const deep = (open: string, close: string, levels: number) =>
    open.repeat(levels) + close.repeat(levels);

  it.each<[string, string, number]>([
    ['arrays as deep as fit', setting(deep('[', ']', 400_000)), 400],
    ['objects as deep as fit', setting(`${deep('{"a":', '', 150_000)}`), 400],
    ['arrays deeper than a sensible value', setting(deep('[', ']', 100)), 400],
    ['a prototype', setting('{"__proto__":{"administrator":true}}'), 400],
    ['an escaped prototype', setting('{"__proto\\u005f_":{"a":1}}'), 400],
    ['a constructor', setting('{"constructor":{"prototype":{"a":1}}}'), 400],
    ['a prototype beside the rest', '{"__proto__":{"name":"x"}}', 400],
    ['a prototype as a name', '{"name":"__proto__","value":1}', 400],
    ['a name out of the folder', '{"name":"../../x","value":1}', 400],
    ['two megabytes', setting(`"${'x'.repeat(2_000_000)}"`), 413],
    ['a value larger than is kept', setting(`"${'x'.repeat(100_000)}"`), 400],
    ['no JSON', 'name=x', 400],
    ['half of a JSON', '{"name":', 400],
    ['nothing but a number', '1', 400],
    ['null', 'null', 400],
    ['an array', '[]', 400],
  ])(
    'promise 22: the server refuses %s, and goes on',
    async (_name, body, status) => {
      const posts = Promise.all([
        post('/settings', body),
        post('/settings', body),
        post('/settings', body),
      ]);
      const others = Promise.all(
        Array.from({ length: 5 }, () => browser.get('/api/tenancy/me')),
      );
      for (const answer of await posts) {
        expect(answer.status).toBe(status);
        expect(answer.text.length).toBeLessThan(2_000);
      }
      expect((await others).map(a => a.status)).toEqual(Array(5).fill(200));
      expect(({} as any).administrator).toBeUndefined();
      expect(({} as any).a).toBeUndefined();
    },
  );

  it('promise 22: where nobody is signed in, too', async () => {
    for (const body of [
      deep('[', ']', 400_000),
      '{"__proto__":{"code":"x"}}',
      `{"code":"${'x'.repeat(2_000_000)}"}`,
      '{"code":{"$gt":""},"code_verifier":"x"}',
    ]) {
      for (const path of ['/login', '/token']) {
        const { status } = await post(path, body, { authorization: '' });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
    }
  });

  it('promise 22: a compressed body is not unpacked', async () => {
    const { status } = await post('/settings', setting('1'), {
      'content-encoding': 'gzip',
    });
    expect(status).toBe(415);
  });

  it('promise 22: a body that does not say how large it is stops nobody, and is refused', async () => {
    const { port } = new URL(portal.url);
    const sending = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/tenancy/settings',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${browser.token}`,
        'transfer-encoding': 'chunked',
      },
    });
    const answered = once(sending, 'response');
    for (let megabytes = 0; megabytes < 64; megabytes += 1) {
      if (!sending.write('x'.repeat(1_000_000))) await once(sending, 'drain');
      if (megabytes % 16 === 0) {
        expect((await browser.get('/api/tenancy/me')).status).toBe(200);
      }
    }
    sending.end();
    const [answer] = await answered;
    answer.resume();
    expect(answer.statusCode).toBe(413);
  });

  it.each([
    ['a cursor that is too long', `?cursor=${'x'.repeat(8_000)}`],
    ['a cursor of another shape', '?cursor=W1tbW10'],
    ['a limit that is too high', '?limit=1e9'],
    ['a limit below nothing', '?limit=-1'],
    ['two limits', '?limit=50&limit=60'],
    ['a prototype', '?limit[__proto__]=5'],
    ['a parameter that nobody knows', '?unknown=1'],
  ])('promise 22: a query with %s is refused', async (_name, query) => {
    const { status } = await browser.get(`/api/tenancy/sessions${query}`);
    expect(status).toBe(400);
  });
});
