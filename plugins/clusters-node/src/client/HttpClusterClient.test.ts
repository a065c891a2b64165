import {
  ApiServer,
  failure,
  hangUp,
  html,
  json,
  raw,
  silence,
  stall,
} from '../__testUtils__/ApiServer';
import { CANARY, clientTo, closeClients } from '../__testUtils__/clients';
import { eventually } from '@wheelhouse/testing';
import type { ClusterError } from './ClusterError';
import { inspect } from 'node:util';

// Longer than what is waited for, also on a machine that is busy.
jest.setTimeout(30_000);

describe('HttpClusterClient', () => {
  let server: ApiServer;
  beforeEach(async () => {
    server = await ApiServer.start();
  });
  afterEach(async () => {
    closeClients();
    await server.close();
  });

  const failureOf = (promise: Promise<unknown>): Promise<ClusterError> =>
    promise.then(
      () => Promise.reject(new Error('It succeeded')),
      error => error,
    );

  async function readAll(lines: Promise<AsyncIterable<string>>) {
    const read: string[] = [];
    for await (const line of await lines) read.push(line);
    return read;
  }

  it('sends method, query, body and credential, and reads JSON', async () => {
    server.next(json({ answer: 42 }));
    const client = clientTo({ server: `${server.url}/behind/proxy` });
    await expect(
      client.request({
        method: 'PATCH',
        path: '/apis/apps/v1/x',
        query: { dryRun: 'All', limit: 5, left: undefined },
        body: { a: 1 },
        contentType: 'application/strategic-merge-patch+json',
      }),
    ).resolves.toEqual({ answer: 42 });
    expect(server.requests).toEqual([
      expect.objectContaining({
        method: 'PATCH',
        path: '/behind/proxy/apis/apps/v1/x',
        query: { dryRun: 'All', limit: '5' },
        body: '{"a":1}',
        headers: expect.objectContaining({
          authorization: `Bearer ${CANARY}`,
          'content-type': 'application/strategic-merge-patch+json',
        }),
      }),
    ]);
  });

  it('uses connections again and again', async () => {
    const client = clientTo({ server: server.url });
    for (let i = 0; i < 20; i++) await client.request({ path: '/version' });
    // The next request can begin just before the connection of the last one counts as free.
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it('does not let streams keep requests waiting', async () => {
    const client = clientTo({ server: server.url });
    server.otherwise = (res, { path }) =>
      path === '/log'
        ? stall('begun\n')(res, {} as never)
        : json({})(res, {} as never);
    await Promise.all(
      Array.from({ length: 20 }, () => client.lines({ path: '/log' })),
    );
    await expect(client.request({ path: '/version' })).resolves.toEqual({});
  });

  describe('bad answers to a request', () => {
    it.each([
      ['400', failure(400), 'invalid'],
      ['401', failure(401), 'unauthorized'],
      ['403', failure(403), 'forbidden'],
      ['404', failure(404), 'not-found'],
      ['409', failure(409), 'conflict'],
      ['410', failure(410), 'gone'],
      ['422', failure(422), 'invalid'],
      ['500', failure(500), 'server-error'],
      ['503', failure(503), 'server-error'],
      ['an error with HTML', raw('<html>'), 'bad-answer'],
      ['HTML', html, 'bad-answer'],
      ['half an object', raw('{"items": [{"me'), 'bad-answer'],
      ['nothing at all', raw(''), 'bad-answer'],
      ['a closed connection', hangUp(), 'unreachable'],
      ['a connection closed half-way', hangUp('{"items"'), 'unreachable'],
    ])('%s is told', async (_name, answer, reason) => {
      server.otherwise = answer;
      const error = await failureOf(
        clientTo({ server: server.url }).request({
          method: 'POST',
          path: '/x',
        }),
      );
      expect(error).toMatchObject({ name: 'ClusterError', reason });
      expect(server.requests).toHaveLength(1);
    });

    it('promise 28: one that never comes ends within the time limit', async () => {
      server.otherwise = silence;
      await expect(
        clientTo({ server: server.url }).request({ path: '/x', timeoutMs: 50 }),
      ).rejects.toMatchObject({ reason: 'timeout' });
    });

    it('promise 28: one that stops half-way ends within the time limit', async () => {
      server.otherwise = stall('{"items":');
      await expect(
        clientTo({ server: server.url }, { requestMs: 50 }).request({
          path: '/x',
        }),
      ).rejects.toMatchObject({ reason: 'timeout' });
    });

    it('one that does not end is read no further than the bound', async () => {
      let sent = 0;
      server.otherwise = res => {
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        const send = () => {
          while (!res.destroyed) {
            sent += chunk.length;
            if (!res.write(chunk)) {
              res.once('drain', send);
              return;
            }
          }
        };
        send();
      };
      await expect(
        clientTo({ server: server.url }).request({ path: '/x' }),
      ).rejects.toMatchObject({ reason: 'bad-answer' });
      expect(sent).toBeLessThan(100 * 1024 * 1024);
    });

    it('promise 21: a redirect is not followed', async () => {
      const inside = await ApiServer.start();
      server.otherwise = res => {
        res.writeHead(302, { location: `${inside.url}/latest/meta-data` });
        res.end();
      };
      const client = clientTo({ server: server.url });
      await expect(client.request({ path: '/x' })).rejects.toMatchObject({
        reason: 'bad-answer',
        details: { status: 302 },
      });
      await expect(client.lines({ path: '/x' })).rejects.toMatchObject({
        reason: 'bad-answer',
      });
      expect(inside.requests).toEqual([]);
      await inside.close();
    });

    it('a server that is not there is told', async () => {
      const client = clientTo({ server: server.url });
      await server.close();
      await expect(client.request({ path: '/x' })).rejects.toMatchObject({
        reason: 'unreachable',
        message: 'Cluster dev refuses connections',
      });
      server = await ApiServer.start();
    });

    it('promise 19: no error holds the credential or the address', async () => {
      const said = `token ${CANARY} is wrong for ${server.url}/api`;
      const client = clientTo({ server: server.url });
      const errors: ClusterError[] = [];
      for (const answer of [failure(401, said), failure(500, said), hangUp()]) {
        server.otherwise = answer;
        errors.push(await failureOf(client.request({ path: '/x' })));
        errors.push(await failureOf(client.lines({ path: '/x' })));
      }
      expect(errors[0].details.serverMessage).toBe(
        'token … is wrong for …/api',
      );
      const host = new URL(server.url).host;
      const encoded = Buffer.from(`ann:${CANARY}`).toString('base64');
      server.otherwise = failure(403, `Basic ${encoded} to ${host}`);
      const basic = {
        kind: 'basic',
        username: 'ann',
        password: CANARY,
      } as const;
      const stranger = clientTo({ server: server.url, auth: basic });
      const last = await failureOf(stranger.request({ path: '/x' }));
      expect(last.details.serverMessage).toBe('Basic … to …');
      for (const error of errors) {
        const seen = `${inspect(error, { depth: 9 })} ${JSON.stringify(error)}`;
        expect(seen).not.toContain(CANARY);
        expect(seen).not.toContain(new URL(server.url).host);
      }
    });
  });

  describe('a server that asks to come back later', () => {
    it('is asked once more where it is soon and the request only reads', async () => {
      server.next(
        failure(429, 'busy', { 'retry-after': '0' }),
        json({ ok: 1 }),
      );
      await expect(
        clientTo({ server: server.url }).request({ path: '/x' }),
      ).resolves.toEqual({
        ok: 1,
      });
      expect(server.requests).toHaveLength(2);
    });

    it('is asked once more at most', async () => {
      server.otherwise = failure(429, 'busy', { 'retry-after': '0' });
      await expect(
        clientTo({ server: server.url }).request({ path: '/x' }),
      ).rejects.toMatchObject({ reason: 'throttled' });
      expect(server.requests).toHaveLength(2);
    });

    it.each([
      [
        '429 with seconds',
        failure(429, 'busy', { 'retry-after': '30' }),
        30_000,
      ],
      [
        '503 with seconds',
        failure(503, 'busy', { 'retry-after': '30' }),
        30_000,
      ],
      ['very long', failure(429, 'busy', { 'retry-after': '86400' }), 120_000],
    ])(
      'is left alone otherwise, and the error says how long: %s',
      async (_name, answer, retryAfterMs) => {
        server.otherwise = answer;
        await expect(
          clientTo({ server: server.url }).request({ path: '/x' }),
        ).rejects.toMatchObject({
          reason: 'throttled',
          details: { retryAfterMs },
        });
        expect(server.requests).toHaveLength(1);
      },
    );

    it('is never sent twice what changes something', async () => {
      server.otherwise = failure(429, 'busy', { 'retry-after': '0' });
      await failureOf(
        clientTo({ server: server.url }).request({
          method: 'PATCH',
          path: '/x',
          body: {},
        }),
      );
      expect(server.requests).toHaveLength(1);
    });
  });

  describe('lines', () => {
    it('are read as they come, whole, in whatever pieces', async () => {
      server.otherwise = async res => {
        res.writeHead(200);
        for (const byte of Buffer.from('eins\nzwölf\n\nlast')) {
          res.write(Buffer.of(byte));
          await new Promise(setImmediate);
        }
        res.end();
      };
      await expect(
        readAll(clientTo({ server: server.url }).lines({ path: '/log' })),
      ).resolves.toEqual(['eins', 'zwölf', '', 'last']);
    });

    it('promise 27: end with an error when the server falls silent', async () => {
      server.otherwise = stall('one\n');
      const lines = clientTo({ server: server.url }).lines({
        path: '/log',
        idleMs: 50,
      });
      await expect(readAll(lines)).rejects.toMatchObject({ reason: 'timeout' });
    });

    it('end with an error when the server never begins', async () => {
      server.otherwise = silence;
      await expect(
        clientTo({ server: server.url }).lines({ path: '/log', timeoutMs: 50 }),
      ).rejects.toMatchObject({ reason: 'timeout' });
    });

    it('do not end while the reader is busy', async () => {
      server.otherwise = raw('one\ntwo\n');
      const read: string[] = [];
      const lines = await clientTo({ server: server.url }).lines({
        path: '/log',
        idleMs: 40,
      });
      for await (const line of lines) {
        const until = Date.now() + 80;
        await eventually(() => expect(Date.now()).toBeGreaterThan(until));
        read.push(line);
      }
      expect(read).toEqual(['one', 'two']);
    });

    it('that are too long end with an error', async () => {
      server.otherwise = res => {
        res.writeHead(200);
        res.write('x'.repeat(5 * 1024 * 1024));
      };
      await expect(
        readAll(clientTo({ server: server.url }).lines({ path: '/log' })),
      ).rejects.toMatchObject({ reason: 'bad-answer' });
    });

    it('close the connection when the reader has had enough', async () => {
      const ended = new Promise(resolve => {
        server.otherwise = res => {
          res.on('close', resolve);
          res.writeHead(200);
          res.write('one\ntwo\n');
        };
      });
      for await (const line of await clientTo({ server: server.url }).lines({
        path: '/log',
      })) {
        expect(line).toBe('one');
        break;
      }
      await ended;
    });

    it("end with the caller's reason when the caller ends them", async () => {
      server.otherwise = stall('one\n');
      const stop = new AbortController();
      const lines = await clientTo({ server: server.url }).lines({
        path: '/log',
        signal: stop.signal,
      });
      const reason = new Error('enough');
      const reading = (async () => {
        for await (const line of lines) {
          expect(line).toBe('one');
          stop.abort(reason);
        }
      })();
      await expect(reading).rejects.toBe(reason);
    });

    it('that nobody reads do not hold their connection for ever', async () => {
      const ended = new Promise(resolve => {
        server.otherwise = res => {
          res.on('close', resolve);
          stall('one\n')(res, {} as never);
        };
      });
      await clientTo({ server: server.url }).lines({
        path: '/log',
        idleMs: 20,
      });
      await expect(ended).resolves.toBeUndefined();
    });
  });

  it('ends everything when it is closed', async () => {
    server.otherwise = stall('one\n');
    const client = clientTo({ server: server.url });
    const reading = readAll(client.lines({ path: '/log' }));
    await eventually(() => expect(server.requests).toHaveLength(1));
    client.close();
    await expect(reading).rejects.toMatchObject({ reason: 'misconfigured' });
    await expect(client.request({ path: '/x' })).rejects.toMatchObject({
      reason: 'misconfigured',
    });
  });
});
