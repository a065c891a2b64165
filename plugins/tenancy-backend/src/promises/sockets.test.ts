import {
  createBackendPlugin,
  coreServices,
} from '@backstage/backend-plugin-api';
import livePlugin from '@wheelhouse/plugin-live-backend';
import { testDatabaseIds } from '@wheelhouse/testing';
import { once } from 'node:events';
import { connect } from 'node:net';
import { DEAD_WITHIN_MS, eventually } from '../__testUtils__/eventually';
import {
  LiveClient,
  OpenOptions,
  tryToOpen,
} from '../__testUtils__/LiveClient';
import { newsPlugin } from '../__testUtils__/newsPlugin';
import { ada, ben, hana } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { send, TestBrowser } from '../__testUtils__/TestBrowser';

const SOCKETS_PER_AUTH = 20;
const ALLOWED_ORIGIN = 'https://app.acme.example';

describe.each(testDatabaseIds)('sockets on %s', databaseId => {
  let portal: Portal;
  /** A second server on the same database. On SQLite, servers do not hear of each other's events. */
  let second: Portal;
  const { news, plugin } = newsPlugin();
  const elsewhere = newsPlugin();

  beforeAll(async () => {
    const options = {
      databaseId,
      onDisk: true,
      config: { live: { sockets: { perAuth: SOCKETS_PER_AUTH } } },
      tenants: {
        acme: {
          acceptTokens: {
            audiences: ['app'],
            allowedOrigins: [ALLOWED_ORIGIN],
          },
        },
        globex: { recheckGroups: '1s' },
      },
    };
    portal = await startPortal({ ...options, features: [livePlugin, plugin] });
    second = await startPortal({
      ...options,
      features: [livePlugin, elsewhere.plugin],
      besides: portal,
    });
  });
  afterAll(async () => {
    await second?.stop();
    await portal?.stop();
  });

  const signedIn = (person: any = ben, tenant = 'acme') =>
    TestBrowser.signedIn(portal, tenant, person);
  const keyOf = async (browser: TestBrowser, wanted: object = {}) => {
    const made = await browser.request('POST', '/api/tenancy/token', {
      body: { name: 'live', scopes: ['*'], ...wanted },
    });
    return made.body as { id: string; apiKey: string };
  };
  const ticketOf = async (browser: TestBrowser): Promise<string> =>
    (await browser.request('POST', '/api/live/ticket')).body.ticket;

  const chatters: Array<() => Promise<void>> = [];
  afterEach(() => Promise.all(chatters.splice(0).map(stop => stop())));
  /** Publishes again and again, until the test is over. */
  const chatter = (channel: string) => {
    let going = true;
    const ended = (async () => {
      for (let n = 0; going; n += 1) {
        await news.publish(channel, n);
        await elsewhere.news.publish(channel, n);
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    })();
    chatters.push(async () => {
      going = false;
      await ended;
    });
  };

  /** The socket closes in time, saying why, and nothing comes after that. */
  const expectSignedOut = async (client: LiveClient) => {
    expect(await client.closed(DEAD_WITHIN_MS)).toBe('signed-out');
    expect(client.frames.at(-1)).toEqual({ op: 'bye', reason: 'signed-out' });
  };

  it('promise 11: a revoked key closes its sockets on each server, with events coming', async () => {
    const browser = await signedIn();
    const { id, apiKey } = await keyOf(browser);
    const clients = [
      await LiveClient.bearer(portal, apiKey),
      await LiveClient.bearer(second, apiKey),
    ];
    for (const client of clients) await client.subscribe('news/all');
    chatter('news/all');
    for (const client of clients) {
      await client.next(frame => frame.op === 'event');
    }
    await browser.request('DELETE', `/api/tenancy/token/${id}`);
    for (const client of clients) await expectSignedOut(client);
  });

  it('promise 11: nothing goes out to a key after it was revoked on the same server', async () => {
    const browser = await signedIn();
    const { id, apiKey } = await keyOf(browser);
    const client = await LiveClient.bearer(portal, apiKey);
    await client.subscribe('news/all');
    await browser.request('DELETE', `/api/tenancy/token/${id}`);
    await news.publish('news/all', 'too late');
    await expectSignedOut(client);
    expect(client.events).toEqual([]);
  });

  it('promise 11: a session that ends closes the sockets of its pages, quiet ones too', async () => {
    const there = await signedIn();
    const here = await TestBrowser.signedIn(second, 'acme', ben);
    const clients = [
      await LiveClient.ofBrowser(portal, there),
      await LiveClient.ofBrowser(second, there),
    ];
    for (const client of clients) await client.subscribe('news/all');
    const { body } = await there.get('/api/tenancy/me');
    await here.request('DELETE', `/api/tenancy/sessions/${body.auth.id}`);
    await Promise.all(clients.map(expectSignedOut));
    expect((await here.get('/api/tenancy/me')).status).toBe(200);
  });

  it('promise 11: sockets that one key opens at the same time close together, quiet ones too', async () => {
    const browser = await signedIn();
    const { id, apiKey } = await keyOf(browser);
    const clients = await Promise.all(
      Array.from({ length: 3 }, () => LiveClient.bearer(portal, apiKey)),
    );
    await clients[2].close();
    await browser.request('DELETE', `/api/tenancy/token/${id}`);
    for (const client of clients.slice(0, 2)) await expectSignedOut(client);
  });

  it('promise 11: a key that expires closes its sockets', async () => {
    const { apiKey } = await keyOf(await signedIn(), { expiresIn: 2 });
    const client = await LiveClient.bearer(portal, apiKey);
    await client.subscribe('news/all');
    const opened = Date.now();
    expect(await client.closed(2_000 + DEAD_WITHIN_MS)).toBe('signed-out');
    expect(Date.now() - opened).toBeLessThan(2_000 + DEAD_WITHIN_MS);
  });

  it('promise 11: the secret that a key had before it was rotated closes its sockets with its grace', async () => {
    const browser = await signedIn();
    const { id, apiKey } = await keyOf(browser);
    const client = await LiveClient.bearer(portal, apiKey);
    await client.subscribe('news/all');
    const rotated = await browser.request('PUT', `/api/tenancy/token/${id}`, {
      body: { rotate: true, grace: 0 },
    });
    const current = await LiveClient.bearer(portal, rotated.body.apiKey);
    await expectSignedOut(client);
    expect(await current.subscribe('news/all')).toMatchObject({
      op: 'subscribed',
    });
    await current.close();
  });

  it('promise 11: a group that is taken away ends what it gave, and leaves the rest', async () => {
    const person = { ...hana, sub: 'mover', email: 'mover@globex.example' };
    const browser = await signedIn(person, 'globex');
    const client = await LiveClient.ofBrowser(portal, browser);
    const channel = 'news/groups/globex/payments';
    expect(await client.subscribe(channel)).toMatchObject({ op: 'subscribed' });
    await client.subscribe('news/all');
    portal.globex.person({ ...person, groups: [] });
    // Five seconds from when the portal knows, which asks each second.
    const refused = await eventually(
      () => client.next(frame => frame.op === 'error'),
      7_000,
    );
    expect(refused).toMatchObject({ id: channel, name: 'NotFoundError' });
    const before = client.events.length;
    await news.publish(channel, 'not for them');
    await news.publish('news/all', 'for all');
    await eventually(async () =>
      expect(client.events.slice(before)).toEqual(['for all']),
    );
    await client.close();
  });

  it('promise 11: a right that a plugin takes back is gone before the next event', async () => {
    const { apiKey } = await keyOf(await signedIn());
    const client = await LiveClient.bearer(portal, apiKey);
    news.readers.add(ben.email);
    const channel = 'news/readers/a';
    await client.subscribe(channel);
    await news.publish(channel, 1);
    await client.next(frame => frame.op === 'event');
    news.readers.delete(ben.email);
    news.live.rightsChanged(channel);
    await news.publish(channel, 2);
    await client.next(frame => frame.op === 'error' && frame.id === channel);
    expect(client.events).toEqual([1]);
    await client.close();
  });

  it('promise 12: a socket is opened from our own pages, and those that a tenant allows', async () => {
    const browser = await signedIn();
    for (const origin of [portal.url, ALLOWED_ORIGIN]) {
      const { socket } = await tryToOpen(portal, {
        ticket: await ticketOf(browser),
        origin,
      });
      expect(socket).toBeDefined();
      await socket?.close();
    }
  });

  const cookie = { cookie: 'wheelhouse-session=x' };
  it.each<
    [string, (credentials: { ticket: string; bearer: string }) => OpenOptions]
  >([
    [
      'a foreign page with a ticket',
      ({ ticket }) => ({ ticket, origin: 'https://evil.example' }),
    ],
    [
      'a foreign page with a bearer',
      ({ bearer }) => ({ bearer, origin: 'https://evil.example' }),
    ],
    [
      'a foreign page with cookies',
      () => ({ headers: cookie, origin: 'https://evil.example' }),
    ],
    [
      'a sibling of ours',
      ({ ticket }) => ({ ticket, origin: 'http://localhost:1' }),
    ],
    ['nowhere (null)', ({ ticket }) => ({ ticket, origin: 'null' })],
    ['no page, with a ticket', ({ ticket }) => ({ ticket })],
    [
      'no page, with cookies and a ticket',
      ({ ticket }) => ({ ticket, headers: cookie }),
    ],
    [
      'no page, with cookies and a bearer',
      ({ bearer }) => ({ bearer, headers: cookie }),
    ],
  ])('promise 12: a socket from %s is refused', async (_from, options) => {
    const browser = await signedIn();
    const { apiKey } = await keyOf(browser);
    const credentials = { ticket: await ticketOf(browser), bearer: apiKey };
    const { status, body } = await tryToOpen(portal, options(credentials));
    expect(status).toBe(403);
    expect(body.error.name).toBe('NotAllowedError');
  });

  it('promise 16: a ticket works once, on any server', async () => {
    const browser = await signedIn();
    const ticket = await ticketOf(browser);
    const [one, other] = await Promise.all(
      [portal, second].map(server =>
        tryToOpen(server, { ticket, origin: server.url }),
      ),
    );
    expect([one.status, other.status].sort()).toEqual([101, 401]);
    await (one.socket ?? other.socket)!.close();
    const { status, body } = await tryToOpen(portal, {
      ticket,
      origin: portal.url,
    });
    expect(status).toBe(401);
    expect(body.error.message).toContain('POST /api/live/ticket');
  });

  it.each<[string, OpenOptions]>([
    ['nothing', {}],
    ['a made-up ticket', { ticket: 'x'.repeat(43) }],
    ['a made-up key', { bearer: `whk_${'x'.repeat(42)}` }],
    ['a made-up token', { bearer: 'x.y.z' }],
  ])('refuse who comes with %s', async (_what, options) => {
    const origin = options.ticket && portal.url;
    const { status, body } = await tryToOpen(portal, { ...options, origin });
    expect(status).toBe(401);
    expect(body.error.name).toBe('AuthenticationError');
  });

  it('promise 18: a channel that is not for the caller reads like one that does not exist', async () => {
    const browser = await signedIn();
    const { apiKey } = await keyOf(browser, { scopes: ['books:read'] });
    const client = await LiveClient.ofBrowser(portal, browser);
    const ofKey = await LiveClient.bearer(portal, apiKey);
    const refused = async (who: LiveClient, channel: string) => {
      const frame = await who.subscribe(channel, { id: '1' });
      return JSON.stringify(frame);
    };
    const missing = await refused(client, 'news/nothing');
    expect(JSON.parse(missing)).toEqual({
      op: 'error',
      id: '1',
      name: 'NotFoundError',
      message: expect.any(String),
    });
    for (const channel of [
      'news/groups/globex/payments',
      'news/groups/acme/payments/more',
      'news/groups/acme/',
      'news/readers/b',
      'tenancy/accounts/acme/ada',
      'tenancy/accounts/globex/ben',
      'unknown/all',
    ]) {
      expect(await refused(client, channel)).toBe(missing);
    }
    // The group is theirs; the key's scopes do not reach it.
    expect(await refused(ofKey, 'news/groups/acme/payments')).toBe(missing);
    expect(
      await client.subscribe('news/groups/acme/payments', { id: '1' }),
    ).toMatchObject({ op: 'subscribed' });
    await client.close();
    await ofKey.close();
  });

  it('promise 18: of a channel for many, each sees what is for them', async () => {
    const clients = [
      await LiveClient.ofBrowser(portal, await signedIn(ada)),
      await LiveClient.ofBrowser(portal, await signedIn(ben)),
    ];
    for (const client of clients) await client.subscribe('news/named');
    await news.publish('news/named', { to: ada.email });
    await news.publish('news/named', { to: ben.email });
    for (const [index, to] of [ada.email, ben.email].entries()) {
      await clients[index].next(frame => frame.op === 'event');
      expect(clients[index].events).toEqual([{ to }]);
      await clients[index].close();
    }
  });

  it('keep an event from nobody for a rule that fails on it', async () => {
    const channel = 'news/named';
    const [failing, other] = [
      await LiveClient.ofBrowser(portal, await signedIn()),
      await LiveClient.ofBrowser(portal, await signedIn(ada)),
    ];
    await failing.subscribe(channel);
    await other.subscribe('news/all');
    await news.publish(channel, null);
    await news.publish('news/all', 'goes on');
    const refused = await failing.next(frame => frame.op === 'error');
    expect(refused).toMatchObject({
      id: channel,
      name: 'ServiceUnavailableError',
    });
    await other.next(frame => frame.op === 'event');
    expect(other.events).toEqual(['goes on']);
    await failing.close();
    await other.close();
  });

  it('bound how many channels one follows and how much one asks', async () => {
    const { apiKey } = await keyOf(await signedIn());
    const client = await LiveClient.bearer(portal, apiKey);
    for (let n = 0; n < 10_000; n += 1) {
      client.send({ op: 'subscribe', id: String(n), channel: 'news/all' });
    }
    expect(await client.closed()).toBe('protocol-error');
    const count = (op: string, name?: string) =>
      client.frames.filter(
        f => f.op === op && (!name || ('name' in f && f.name === name)),
      ).length;
    expect(count('subscribed')).toBeLessThanOrEqual(200);
    expect(count('error', 'TooManySubscriptionsError')).toBeGreaterThan(0);
    expect(client.frames.length).toBeLessThan(1_000);
  });

  it.each<[string, string | Buffer, number]>([
    ['a megabyte', 'x'.repeat(1_000_000), 1009],
    ['bytes', Buffer.from('{}'), 1002],
  ])('close on a frame of %s', async (_what, frame, code) => {
    const { apiKey } = await keyOf(await signedIn());
    const client = await LiveClient.bearer(portal, apiKey);
    client.socket.send(frame);
    await client.closed();
    expect(client.closeCode).toBe(code);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['nothing', 'null'],
    ['an unknown operation', '{"op":"publish","id":"1"}'],
    [
      'a channel that is too long',
      `{"op":"subscribe","id":"1","channel":"${'x'.repeat(300)}"}`,
    ],
    [
      'an id that is too long',
      `{"op":"subscribe","id":"${'x'.repeat(300)}","channel":"news/all"}`,
    ],
    [
      'an id that is a number',
      '{"op":"subscribe","id":1,"channel":"news/all"}',
    ],
    [
      'a prototype',
      '{"op":"subscribe","__proto__":{"id":"1","channel":"news/all"}}',
    ],
    ['depth', '['.repeat(8_000)],
  ])('say what is wrong with a frame of %s, and stay', async (_what, frame) => {
    const { apiKey } = await keyOf(await signedIn());
    const client = await LiveClient.bearer(portal, apiKey);
    client.send(frame);
    const answer = await client.next(f => f.op === 'error');
    expect(answer).toMatchObject({ name: 'InputError' });
    expect(await client.subscribe('news/all')).toMatchObject({
      op: 'subscribed',
    });
    await client.close();
  });

  it('close whoever does not read, and keep nothing for them', async () => {
    const { apiKey } = await keyOf(await signedIn());
    const reader = await LiveClient.bearer(portal, apiKey);
    await reader.subscribe('news/all');
    const others = await Promise.all(
      Array.from({ length: SOCKETS_PER_AUTH - 1 }, async (_, n) => {
        const other = await LiveClient.bearer(portal, apiKey);
        // With ids of their own: frames that are the same would be in memory once.
        await other.subscribe('news/all', { id: `${n}` });
        other.socket.pause();
        return other;
      }),
    );
    expect((await tryToOpen(portal, { bearer: apiKey })).status).toBe(429);
    const held = () => process.memoryUsage().arrayBuffers;
    const before = held();
    const [count, size] = [400, 50_000];
    for (let n = 0; n < count; n += 1) {
      await news.publish('news/all', 'x'.repeat(size));
    }
    await eventually(async () => expect(reader.events.length).toBe(count));
    // Some of it is not collected yet, and some is the reader's own; what is on its way is the kernel's.
    expect(held() - before).toBeLessThan((others.length * count * size) / 5);
    const placeOfOne = async () => {
      const { status, socket } = await tryToOpen(portal, { bearer: apiKey });
      expect(status).toBe(101);
      return socket!;
    };
    // As many places as they had are free once the last of them is closed: one that reads before that may stay.
    const successors: LiveClient[] = [];
    while (successors.length < others.length) {
      successors.push(await eventually(placeOfOne, 20_000));
    }
    await Promise.all(successors.map(successor => successor.close()));
    for (const other of others) {
      other.socket.resume();
      await other.closed();
      expect(other.events.length).toBeLessThan(count);
    }
    await news.publish('news/all', 'goes on');
    await reader.next(f => f.op === 'event' && f.data === 'goes on');
    await reader.close();
  });

  it('answer a plain request at their address, and upgrades at others', async () => {
    expect((await send(`${portal.url}/api/live/ws`, 'GET')).status).toBe(426);
    const socket = connect(Number(new URL(portal.url).port), '127.0.0.1');
    socket.write(
      'GET /api/nothing HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    let answer = '';
    socket.on('data', chunk => {
      answer += chunk;
    });
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
  });
});

describe('a server with sockets', () => {
  it('promise 17: takes so many of each key, so many in all, and counts what is tried with wrong keys', async () => {
    const { plugin } = newsPlugin();
    const portal = await startPortal({
      features: [livePlugin, plugin],
      config: {
        live: { sockets: { perAuth: 2, total: 3 } },
        wheelhouse: { rateLimit: { signIn: 20 } },
      },
    });
    try {
      const browser = await TestBrowser.signedIn(portal, 'acme', ben);
      const bearers = await Promise.all(
        [1, 2].map(
          async () =>
            (
              await browser.request('POST', '/api/tenancy/token', {
                body: { name: 'live', scopes: ['*'] },
              })
            ).body.apiKey as string,
        ),
      );
      const open = (bearer: string) => tryToOpen(portal, { bearer });
      expect((await open(bearers[0])).status).toBe(101);
      expect((await open(bearers[0])).status).toBe(101);
      expect((await open(bearers[0])).status).toBe(429);
      const third = await open(bearers[1]);
      expect(third.status).toBe(101);
      expect((await open(bearers[1])).status).toBe(503);
      await third.socket!.close();
      await eventually(async () => {
        const { status, socket } = await open(bearers[1]);
        expect(status).toBe(101);
        await socket!.close();
      });
      await eventually(async () => {
        const { status } = await open(`whk_${'x'.repeat(42)}`);
        expect(status).toBe(429);
      });
    } finally {
      await portal.stop();
    }
  });

  it('promise 17: counts who opens them by auth, however many come from one address', async () => {
    const perAddress = 30;
    const { plugin } = newsPlugin();
    const portal = await startPortal({
      features: [livePlugin, plugin],
      config: { wheelhouse: { rateLimit: { perAddress } } },
    });
    try {
      const browser = await TestBrowser.signedIn(portal, 'acme', ben);
      const { body } = await browser.request('POST', '/api/tenancy/token', {
        body: { name: 'live', scopes: ['*'] },
      });
      for (let n = 0; n < perAddress; n += 1) {
        const clients = [
          await LiveClient.ofBrowser(portal, browser),
          await LiveClient.bearer(portal, body.apiKey),
        ];
        await Promise.all(clients.map(client => client.close()));
      }
      const ticket = 'x'.repeat(43);
      await eventually(async () => {
        const made = { ticket, origin: portal.url };
        expect((await tryToOpen(portal, made)).status).toBe(429);
      });
    } finally {
      await portal.stop();
    }
  });

  it('says that it goes, and goes', async () => {
    const { plugin } = newsPlugin();
    const portal = await startPortal({ features: [livePlugin, plugin] });
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const client = await LiveClient.ofBrowser(portal, browser);
    await portal.stop();
    expect(await client.closed()).toBe('shutting-down');
    expect(client.closeCode).toBe(1001);
  });

  it('leaves the upgrades of other plugins to them', async () => {
    let upgraded = 0;
    const other = createBackendPlugin({
      pluginId: 'other',
      register(env) {
        env.registerInit({
          deps: { httpRouter: coreServices.httpRouter },
          async init({ httpRouter }) {
            httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
            httpRouter.use((req, res) => {
              const { server } = req.socket as any;
              server.on('upgrade', (request: any, socket: any) => {
                if (request.url !== '/api/other/socket') return;
                upgraded += 1;
                socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
              });
              res.end();
            });
          },
        });
      },
    });
    const portal = await startPortal({ features: [livePlugin, other] });
    try {
      await send(`${portal.url}/api/other/x`, 'GET');
      const socket = connect(Number(new URL(portal.url).port), '127.0.0.1');
      socket.write(
        'GET /api/other/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      );
      socket.resume();
      await once(socket, 'close');
      expect(upgraded).toBe(1);
    } finally {
      await portal.stop();
    }
  });
});
