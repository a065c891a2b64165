import {
  formatUserCode,
  parseUserCode,
  USER_CODE_LENGTH,
  USER_CODE_LETTERS,
} from '@wheelhouse/plugin-tenancy-common';
import { hashSecret } from '@wheelhouse/plugin-tenancy-node';
import { describeEachDatabase } from '@wheelhouse/testing';
import { Device } from '../__testUtils__/Device';
import { eventually } from '../__testUtils__/eventually';
import { ada, ben, hana } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { tenancyDatabase } from '../__testUtils__/tenancyDatabase';
import { sendAs, TestBrowser } from '../__testUtils__/TestBrowser';

const PENDING = '400 authorization_pending';
const TOO_SOON = '400 slow_down';
const DENIED = '400 access_denied';
const ENDED = '400 expired_token';

describeEachDatabase('devices without a browser', databaseId => {
  let portal: Portal;
  let other: Portal;
  let person: TestBrowser;
  let passed = 0;
  const now = Date.now;
  /** Time goes by for the portal. */
  const wait = (seconds: number) => {
    passed += seconds * 1000;
  };
  const decide = (
    device: Device,
    decision: 'approve' | 'deny',
    who: TestBrowser = person,
  ) => who.request('POST', device.path(decision));

  beforeAll(async () => {
    jest.spyOn(Date, 'now').mockImplementation(() => now() + passed);
    const many = 1_000_000;
    const options = {
      onDisk: true,
      databaseId,
      tenants: { acme: { recheckGroups: '1s' } },
      config: {
        wheelhouse: {
          rateLimit: { perAuth: many, perAddress: many, signIn: many },
        },
      },
    };
    portal = await startPortal(options);
    other = await startPortal({ ...options, besides: portal });
    person = await TestBrowser.signedIn(portal, 'acme', ben);
  });
  beforeEach(async () => {
    // Nobody has typed anything wrong, and no device waits.
    const db = tenancyDatabase(portal);
    await db('device_guess').delete();
    await db('device_code').delete();
    await db.destroy();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await other?.stop();
    await portal?.stop();
  });

  it('promise 15: a device gets a key when somebody has confirmed its code, with their rights and its scopes', async () => {
    const device = await Device.asks(portal, { expires_in: 3600 });
    expect(device.codes).toEqual({
      device_code: expect.stringMatching(/^[\w-]{43}$/),
      user_code: expect.stringMatching(
        /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/,
      ),
      verification_uri: `${portal.url}/device`,
      verification_uri_complete: `${portal.url}/device?code=${device.codes.user_code}`,
      expires_in: 600,
      interval: 5,
    });
    expect(await device.refusal()).toBe(PENDING);
    expect((await decide(device, 'approve')).status).toBe(204);
    wait(5);
    const { status, body, headers } = await device.poll();
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      id: expect.any(String),
      apiKey: expect.stringMatching(/^whk_\w{42}$/),
      name: 's on build-box',
      scopes: ['tenancy:read'],
      owner: 'user:acme/ben',
      expires: expect.any(String),
    });
    expect(Date.parse(body.expires)).toBeLessThanOrEqual(
      Date.now() + 3_600_000,
    );
    const me = await sendAs(portal, body.apiKey, 'GET', '/api/tenancy/me');
    expect(me.body).toMatchObject({
      entity: { ref: 'user:acme/ben' },
      persona: { source: 'machine', name: 'build-box' },
      groups: ['group:acme/payments'],
      auth: { kind: 'api_key', scopes: ['tenancy:read'] },
    });
    const { items } = (await person.get('/api/tenancy/tokens')).body;
    expect(items.map((key: any) => key.id)).toContain(body.id);
    const { items: done } = (await person.get('/api/tenancy/activity')).body;
    expect(done.slice(0, 2)).toMatchObject([
      { action: 'key.created', subject: 's on build-box' },
      { action: 'device.approved', subject: 'build-box' },
    ]);
  });

  it('promise 15: whoever is to confirm is told the machine, its address, the time and what it would get', async () => {
    const device = await Device.asks(portal, { scopes: 'sshmenu:* a:b' });
    const { status, body } = await person.get(device.path());
    expect(status).toBe(200);
    expect(body).toEqual({
      name: 's on build-box',
      machine: 'build-box',
      address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
      asked: expect.any(String),
      expires: expect.any(String),
      scopes: ['sshmenu:*', 'a:b'],
      keyExpires: expect.any(String),
      yourAddress: body.address,
      elsewhere: false,
    });
    expect(Math.abs(Date.parse(body.asked) - Date.now())).toBeLessThan(10_000);
    const db = tenancyDatabase(portal);
    await db('device_code').update({
      address: '203.0.113.9',
      network: '203.0.113.9',
    });
    await db.destroy();
    expect((await person.get(device.path())).body).toMatchObject({
      address: '203.0.113.9',
      elsewhere: true,
    });
  });

  it('promise 15: people type the code as they like', async () => {
    const device = await Device.asks(portal);
    const letters = parseUserCode(device.codes.user_code)!;
    for (const typed of [
      letters,
      letters.toLowerCase(),
      `${letters.slice(0, 3)}-${letters.slice(3)}`,
      ` ${device.codes.user_code} `,
    ]) {
      const path = `/api/tenancy/device/${encodeURIComponent(typed)}`;
      expect([typed, (await person.get(path)).status]).toEqual([typed, 200]);
    }
  });

  it('promise 15: a key is given once, however many ask for it at the same time and on which server', async () => {
    const device = await Device.asks(portal);
    expect((await decide(device, 'approve')).status).toBe(204);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => device.poll(i % 2 ? other : portal)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter(status => status === 201)).toHaveLength(1);
    expect(statuses.filter(status => status === 400)).toHaveLength(11);
    expect(await device.refusal()).toBe(ENDED);
    expect((await person.get(device.path())).status).toBe(404);
  });

  it('promise 15: both codes end after 10 minutes, confirmed or not', async () => {
    const waiting = await Device.asks(portal);
    const confirmed = await Device.asks(portal);
    await decide(confirmed, 'approve');
    wait(595);
    expect(await waiting.refusal()).toBe(PENDING);
    expect((await person.get(waiting.path())).status).toBe(200);
    wait(10);
    expect(await waiting.refusal()).toBe(ENDED);
    expect(await confirmed.refusal()).toBe(ENDED);
    expect((await person.get(waiting.path())).status).toBe(404);
    expect((await decide(waiting, 'approve')).status).toBe(404);
    expect(await waiting.refusal()).toBe(ENDED);
  });

  it('promise 15: what was refused stays refused, and what was decided is not decided again', async () => {
    const device = await Device.asks(portal);
    expect((await decide(device, 'deny')).status).toBe(204);
    expect(await device.refusal()).toBe(DENIED);
    expect((await decide(device, 'approve')).status).toBe(404);
    expect(await device.refusal()).toBe(DENIED);

    const someoneElse = await TestBrowser.signedIn(portal, 'globex', hana);
    for (let contest = 0; contest < 5; contest += 1) {
      const contested = await Device.asks(portal);
      const answers = await Promise.all(
        [person, someoneElse].flatMap(who => [
          decide(contested, 'approve', who),
          decide(contested, 'deny', who),
        ]),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([204, 404, 404, 404]);
    }
  });

  it('promise 15: one cannot tell a code that was used, refused or ended from one that never was', async () => {
    const used = await Device.asks(portal);
    await decide(used, 'approve');
    await used.poll();
    const refused = await Device.asks(portal);
    await decide(refused, 'deny');
    const ended = await Device.asks(portal);
    wait(601);
    const texts = await Promise.all(
      [used.path(), refused.path(), ended.path(), '/api/tenancy/device/x'].map(
        async path => {
          const { status, text } = await person.get(path);
          expect(status).toBe(404);
          return text
            .replace(/"requestId":"[^"]+"/, '')
            .replace(/\/device\/[^"]+/, '');
        },
      ),
    );
    expect(new Set(texts).size).toBe(1);
  });

  it('promise 15: only somebody who is signed in looks at a device or decides: no key, no cookie, no other page', async () => {
    const device = await Device.asks(portal);
    const made = await person.request('POST', '/api/tenancy/token', {
      body: { name: 'all', scopes: ['*'] },
    });
    const { apiKey } = made.body;
    for (const [method, path] of [
      ['GET', device.path()],
      ['POST', device.path('approve')],
      ['POST', device.path('deny')],
    ]) {
      const withKey = await sendAs(portal, apiKey, method, path);
      const withCookies = await person.request(method, path, {
        anonymous: true,
      });
      const forged = await person.request(method, path, {
        anonymous: true,
        headers: { origin: 'https://evil.example' },
      });
      expect([withKey, withCookies].map(answer => answer.status)).toEqual([
        403, 401,
      ]);
      expect(forged.status).toBe(method === 'GET' ? 401 : 403);
    }
    expect(await device.refusal()).toBe(PENDING);
  });

  it('promise 15: a device that asks too often is told so, and has to wait longer each time', async () => {
    const device = await Device.asks(portal);
    expect(await device.refusal()).toBe(PENDING);
    wait(4);
    expect(await device.refusal()).toBe(TOO_SOON);
    wait(6);
    expect(await device.refusal()).toBe(TOO_SOON);
    wait(15);
    expect(await device.refusal()).toBe(PENDING);
  });

  it('promise 15: an account that its provider has disabled gives no device a key', async () => {
    const cleo = { ...ben, sub: 'cleo', email: 'cleo@acme.example' };
    const browser = await TestBrowser.signedIn(portal, 'acme', cleo);
    const device = await Device.asks(portal);
    expect((await decide(device, 'approve', browser)).status).toBe(204);
    portal.acme.person({ ...cleo, disabled: true });
    await eventually(async () => {
      expect((await browser.get('/api/tenancy/me')).status).toBe(401);
    });
    expect(await device.refusal()).toBe(DENIED);
  });

  it('promise 15: a device cannot ask for what no key may be, or under a name that would look like another', async () => {
    for (const wanted of [
      { scopes: 'everything' },
      { scopes: ' ' },
      { expires_in: 0 },
      { expires_in: 366 * 86_400 },
      { persona: 'laptop\u202egnp.exe' },
      { persona: 'laptop\u200b' },
      { name: 'two\nlines' },
      { name: 'x'.repeat(129) },
      { owner: 'group:acme/payments' },
    ]) {
      const { status } = await Device.post(portal, wanted);
      expect([wanted, status]).toEqual([wanted, 400]);
    }
  });

  it('promise 16: neither code stands in the database, nor what they could be found from by trying', async () => {
    const waiting = await Device.asks(portal);
    const confirmed = await Device.asks(portal);
    await decide(confirmed, 'approve');
    const db = tenancyDatabase(portal);
    const dump = JSON.stringify([
      await db('device_code'),
      await db('device_guess'),
      await db('activity'),
    ]);
    await db.destroy();
    expect(dump).toContain('build-box');
    expect(dump).toContain(hashSecret(waiting.codes.device_code));
    for (const { codes } of [waiting, confirmed]) {
      const letters = parseUserCode(codes.user_code)!;
      for (const secret of [
        codes.device_code,
        codes.user_code,
        letters,
        hashSecret(codes.user_code),
        hashSecret(letters),
      ]) {
        expect(dump).not.toContain(secret);
      }
    }
  });

  describe('promise 17: guesses', () => {
    const guess = (who: TestBrowser, server: Portal = portal) => {
      const letters = Array.from(
        { length: USER_CODE_LENGTH },
        () => USER_CODE_LETTERS[Math.floor(Math.random() * 20)],
      ).join('');
      return sendAs(
        server,
        who.token,
        'GET',
        `/api/tenancy/device/${formatUserCode(letters)}`,
      );
    };
    const statuses = async (guesses: Promise<{ status: number }>[]) =>
      (await Promise.all(guesses)).map(({ status }) => status).sort();

    it('promise 17: a person has ten, on all servers together, also at the same time', async () => {
      expect(
        await statuses(
          Array.from({ length: 20 }, (_, i) =>
            guess(person, i % 2 ? other : portal),
          ),
        ),
      ).toEqual([...Array(10).fill(404), ...Array(10).fill(429)]);
      const device = await Device.asks(portal);
      const refused = await decide(device, 'approve');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
      expect(refused.body.error.name).toBe('TooManyRequestsError');
      const calm = await TestBrowser.signedIn(portal, 'acme', ada);
      expect((await calm.get(device.path())).status).toBe(200);
      wait(601);
      expect((await guess(person)).status).toBe(404);
    });

    it('promise 17: an address has thirty, whoever it is', async () => {
      for (let i = 0; i < 3; i += 1) {
        const sub = `guesser-${i}`;
        const who = await TestBrowser.signedIn(portal, 'acme', {
          ...ben,
          sub,
          email: `${sub}@acme.example`,
        });
        for (let n = 0; n < 10; n += 1) {
          expect((await guess(who)).status).toBe(404);
        }
      }
      expect((await guess(person)).status).toBe(429);
    });

    it('promise 17: what is right is no guess', async () => {
      const device = await Device.asks(portal);
      for (let i = 0; i < 40; i += 1) {
        expect((await person.get(device.path())).status).toBe(200);
      }
      expect((await decide(device, 'approve')).status).toBe(204);
    });
  });

  it('promise 17: as many devices wait from an address as may, and no more', async () => {
    for (let i = 0; i < 50; i += 1) await Device.asks(portal);
    const { status, body, headers } = await Device.post(portal);
    expect([status, body.error.name]).toEqual([429, 'TooManyRequestsError']);
    expect(headers.get('retry-after')).toBeTruthy();
    wait(601);
    expect((await Device.post(portal)).status).toBe(200);
  });
});
