import { eventually } from '@wheelhouse/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import dns from 'node:dns';
import http from 'node:http';
import net, { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiServer } from '../__testUtils__/ApiServer';
import { createAuthority, TestAuthority } from '../__testUtils__/authority';
import { CANARY, clientTo, closeClients } from '../__testUtils__/clients';

/** What a SOCKS5 proxy says when it has connected. */
const CONNECTED = Buffer.of(5, 0, 0, 1, 127, 0, 0, 1, 0, 0);

// Longer than what is waited for, also on a machine that is busy.
jest.setTimeout(30_000);

describe('connections to API servers', () => {
  let authority: TestAuthority;
  let server: ApiServer;
  beforeAll(async () => {
    authority = await createAuthority();
  });
  beforeEach(async () => {
    server = await ApiServer.start({
      ...(await authority.server()),
      ca: authority.ca,
      requestCert: true,
      rejectUnauthorized: false,
    });
  });
  afterEach(async () => {
    closeClients();
    await server.close();
  });
  const version = { path: '/version' };

  describe('TLS', () => {
    it("trusts the definition's CA", async () => {
      const client = clientTo({
        server: server.url,
        tls: { ca: authority.ca },
      });
      await expect(client.request(version)).resolves.toEqual({});
    });

    it('trusts no other authority', async () => {
      const { ca } = await createAuthority();
      const client = clientTo({ server: server.url, tls: { ca } });
      await expect(client.request(version)).rejects.toMatchObject({
        reason: 'tls',
      });
      await expect(client.lines(version)).rejects.toMatchObject({
        reason: 'tls',
      });
      expect(server.requests).toEqual([]);
    });

    it('trusts public authorities alone where there is no CA', async () => {
      await expect(
        clientTo({ server: server.url }).request(version),
      ).rejects.toMatchObject({ reason: 'tls' });
    });

    it('trusts a certificate for its own name alone', async () => {
      const other = await ApiServer.start(
        await authority.server('api.example.com'),
      );
      const tls = { ca: authority.ca };
      await expect(
        clientTo({ server: other.url, tls }).request(version),
      ).rejects.toMatchObject({ reason: 'tls' });
      const named = { ...tls, serverName: 'api.example.com' };
      await expect(
        clientTo({ server: other.url, tls: named }).request(version),
      ).resolves.toEqual({});
      await other.close();
    });

    it('trusts anybody only where the definition says so', async () => {
      await expect(
        clientTo({ server: server.url, tls: { insecure: true } }).request(
          version,
        ),
      ).resolves.toEqual({});
    });

    it('shows a client certificate', async () => {
      const { cert, key } = await authority.client();
      await clientTo({
        server: server.url,
        tls: { ca: authority.ca, certificate: cert, key },
        auth: { kind: 'certificate' },
      }).request(version);
      expect(server.requests).toEqual([
        expect.objectContaining({
          clientName: 'portal',
          headers: expect.not.objectContaining({
            authorization: expect.anything(),
          }),
        }),
      ]);
    });

    it('says so where there is none', async () => {
      const plain = await ApiServer.start();
      const client = clientTo({ server: plain.url.replace('http:', 'https:') });
      await expect(client.request(version)).rejects.toMatchObject({
        reason: 'tls',
      });
      await plain.close();
    });
  });

  describe('credentials', () => {
    const authorization = () => server.requests.at(-1)?.headers.authorization;
    const tls = () => ({ ca: authority.ca });

    it('are basic where the definition says so', async () => {
      await clientTo({
        server: server.url,
        tls: tls(),
        auth: { kind: 'basic', username: 'ann', password: 'p:w' },
      }).request(version);
      expect(authorization()).toBe(
        `Basic ${Buffer.from('ann:p:w').toString('base64')}`,
      );
    });

    it('are read again when their file has changed', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'token-'));
      const tokenFile = join(folder, 'token');
      const client = clientTo({
        server: server.url,
        tls: tls(),
        auth: { kind: 'in-cluster', tokenFile },
      });
      await expect(client.request(version)).rejects.toMatchObject({
        reason: 'misconfigured',
      });
      writeFileSync(tokenFile, 'first\n');
      await client.request(version);
      expect(authorization()).toBe('Bearer first');
      writeFileSync(tokenFile, 'the-second\n');
      await client.request(version);
      expect(authorization()).toBe('Bearer the-second');
      rmSync(folder, { recursive: true });
    });
  });

  describe('addresses', () => {
    it.each([
      'https://169.254.169.254',
      'https://[fe80::1]',
      'https://[::ffff:169.254.169.254]',
      'https://[64:ff9b::a9fe:a9fe]',
      'https://[2002:a9fe:a9fe::1]',
      'https://[::ffff:0:169.254.169.254]',
      'https://[::169.254.169.254]',
      'https://2852039166',
      'https://0xa9.254.169.254',
      'https://[fd00:ec2::254]',
      'https://100.100.100.200',
      'https://0.0.0.0:6443',
    ])('promise 21: %s is not called', async address => {
      const client = clientTo({ server: address, tls: { ca: authority.ca } });
      await expect(client.request(version)).rejects.toMatchObject({
        reason: 'misconfigured',
        message: expect.stringContaining('clusters.allowLinkLocalAddresses'),
      });
      await expect(client.lines(version)).rejects.toMatchObject({
        reason: 'misconfigured',
      });
      const proxied = clientTo({
        server: server.url,
        proxyUrl: address.replace('https:', 'socks5:'),
      });
      await expect(proxied.request(version)).rejects.toMatchObject({
        reason: 'misconfigured',
      });
    });

    it('promise 21: a name that leads to one is not called', async () => {
      const found = jest
        .spyOn(dns, 'lookup')
        .mockImplementation(((
          _name: string,
          _options: unknown,
          callback: any,
        ) =>
          callback(null, [
            { address: '169.254.169.254', family: 4 },
          ])) as never);
      try {
        const client = clientTo({ server: 'https://api.example.com' });
        await expect(client.request(version)).rejects.toMatchObject({
          reason: 'misconfigured',
        });
        expect(found).toHaveBeenCalled();
        for (const scheme of ['http', 'https', 'socks5']) {
          const proxied = clientTo({
            server: server.url,
            tls: { ca: authority.ca },
            proxyUrl: `${scheme}://proxy.example.com:1080`,
          });
          await expect(proxied.request(version)).rejects.toMatchObject({
            reason: 'misconfigured',
          });
        }
      } finally {
        found.mockRestore();
      }
    });

    it('are called where the configuration says so', async () => {
      const plain = await ApiServer.start();
      const address = plain.url.replace('127.0.0.1', '0.0.0.0');
      const refused = clientTo({ server: address });
      await expect(refused.request(version)).rejects.toMatchObject({
        reason: 'misconfigured',
      });
      const allowed = clientTo({ server: address }, { allowLinkLocal: true });
      await expect(allowed.request(version)).resolves.toEqual({});
      await plain.close();
    });
  });

  describe('proxies', () => {
    it('are connected through, and told of when they refuse', async () => {
      const asked: string[] = [];
      const proxy = http.createServer();
      proxy.on('connect', (req, socket) => {
        asked.push(req.url ?? '');
        if (asked.length > 1) {
          socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
          return;
        }
        const { port } = new URL(server.url);
        const through = net.connect(Number(port), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connected\r\n\r\n');
          through.pipe(socket).pipe(through);
        });
        socket.on('error', () => {});
      });
      await new Promise<void>(done => {
        proxy.listen(0, '127.0.0.1', done);
      });
      const { port } = proxy.address() as AddressInfo;
      const connection = {
        server: server.url,
        tls: { ca: authority.ca },
        proxyUrl: `http://127.0.0.1:${port}`,
      };
      await expect(clientTo(connection).request(version)).resolves.toEqual({});
      expect(server.requests[0].headers.authorization).toBe(`Bearer ${CANARY}`);
      await expect(clientTo(connection).request(version)).rejects.toMatchObject(
        {
          reason: 'unreachable',
          message: expect.stringContaining('proxy'),
        },
      );
      expect(asked).toEqual([
        new URL(server.url).host,
        new URL(server.url).host,
      ]);
      closeClients();
      await new Promise(done => {
        proxy.close(done);
        proxy.closeAllConnections();
      });
    });

    it.each([
      ['nothing', []],
      ['half an answer', [Buffer.of(5)]],
      ['that it connects, and then nothing', [Buffer.of(5, 0), CONNECTED]],
    ])(
      'promise 28: that speak SOCKS5 and say %s are given up, and their connections closed',
      async (_name, answers) => {
        let open = 0;
        let taken = 0;
        const left = new Map<net.Socket, Buffer[]>();
        const proxy = net.createServer(socket => {
          open += 1;
          taken += 1;
          left.set(socket, [...answers]);
          socket.on('error', () => {});
          socket.on('close', () => {
            open -= 1;
          });
          socket.on('data', () => {
            const next = left.get(socket)!.shift();
            if (next) socket.write(next);
          });
        });
        await new Promise<void>(done => {
          proxy.listen(0, '127.0.0.1', done);
        });
        const { port } = proxy.address() as AddressInfo;
        const client = clientTo(
          { server: server.url, proxyUrl: `socks5://127.0.0.1:${port}` },
          { connectMs: 200 },
        );
        for (let i = 0; i < 12; i++) {
          await expect(
            client.request({ ...version, timeoutMs: 20 }),
          ).rejects.toMatchObject({ reason: 'timeout' });
        }
        expect(taken).toBeLessThanOrEqual(12);
        await eventually(() => expect(open).toBe(0));
        await new Promise(done => {
          proxy.close(done);
        });
      },
    );

    it('may refuse by SOCKS5, and be told a password', async () => {
      const heard: Buffer[] = [];
      const refusal = Buffer.of(5, 2, 0, 1, 0, 0, 0, 0, 0, 0);
      const answers = [Buffer.of(5, 2), Buffer.of(1, 0), refusal];
      const proxy = net.createServer(socket => {
        socket.on('error', () => {});
        socket.on('data', data => {
          heard.push(data);
          socket.write(answers.shift()!);
        });
      });
      await new Promise<void>(done => {
        proxy.listen(0, '127.0.0.1', done);
      });
      const { port } = proxy.address() as AddressInfo;
      const proxyUrl = `socks5://ann:p%40w@127.0.0.1:${port}`;
      await expect(
        clientTo({ server: 'https://dev.example.com', proxyUrl }).request(
          version,
        ),
      ).rejects.toMatchObject({
        reason: 'unreachable',
        message: expect.stringContaining('proxy refuses'),
      });
      expect(heard.map(String)).toEqual([
        '\x05\x01\x02',
        '\x01\x03ann\x03p@w',
        `\x05\x01\0\x03\x0fdev.example.com${String(Buffer.of(1, 187))}`,
      ]);
      closeClients();
      await new Promise(done => {
        proxy.close(done);
      });
    });

    it('may speak SOCKS5', async () => {
      const { port } = new URL(server.url);
      const asked: number[] = [];
      const proxy = net.createServer(socket => {
        socket.on('error', () => {});
        socket.once('data', () => {
          socket.write(Buffer.of(5, 0));
          socket.once('data', request => {
            asked.push(request.readUInt16BE(request.length - 2));
            const through = net.connect(Number(port), '127.0.0.1', () => {
              socket.write(CONNECTED);
              through.pipe(socket).pipe(through);
            });
          });
        });
      });
      await new Promise<void>(done => {
        proxy.listen(0, '127.0.0.1', done);
      });
      const proxyUrl = `socks5://127.0.0.1:${
        (proxy.address() as AddressInfo).port
      }`;
      const connection = { server: server.url, proxyUrl };
      await expect(
        clientTo({ ...connection, tls: { ca: authority.ca } }).request(version),
      ).resolves.toEqual({});
      expect(asked).toEqual([Number(port)]);
      const { ca } = await createAuthority();
      await expect(
        clientTo({ ...connection, tls: { ca } }).request(version),
      ).rejects.toMatchObject({ reason: 'tls' });
      closeClients();
      await new Promise(done => {
        proxy.close(done);
      });
    });
  });
});
