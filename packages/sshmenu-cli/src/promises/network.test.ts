import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer,
  type Server,
  type Socket,
} from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Home } from '../__testUtils__/Home';
import { ServerDouble } from '../__testUtils__/ServerDouble';

const KEY = `whk_${'k'.repeat(42)}`;

// Each test starts the program several times.
jest.setTimeout(60_000);

describe('the way to the server', () => {
  let server: ServerDouble;
  let home: Home;
  let between: Server[];

  beforeEach(async () => {
    server = await ServerDouble.start();
    server.keys.add(KEY);
    home = new Home();
    between = [];
  });

  afterEach(async () => {
    for (const each of between) await new Promise(done => each.close(done));
    await server.stop();
    home.remove();
  });

  async function listen(each: Server): Promise<number> {
    between.push(each);
    each.listen(0, '127.0.0.1');
    await once(each, 'listening');
    return (each.address() as AddressInfo).port;
  }

  /** The server behind TLS, with a certificate that only one company trusts. */
  async function behindTls(): Promise<{ address: string; ca: string }> {
    const [key, ca] = [home.path('tls.key'), home.path('tls.crt')];
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt'],
        ...['ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
        ...['-subj', '/CN=portal', '-addext', 'subjectAltName=IP:127.0.0.1'],
        ...['-keyout', key, '-out', ca],
      ],
      { stdio: 'ignore' },
    );
    const port = await listen(
      createTlsServer(
        { key: readFileSync(key), cert: readFileSync(ca) },
        socket => {
          const onwards = connect(portOf(server.address), '127.0.0.1');
          for (const each of [socket, onwards]) each.on('error', () => {});
          socket.pipe(onwards).pipe(socket);
        },
      ),
    );
    return { address: `https://127.0.0.1:${port}`, ca };
  }

  /** A proxy that writes down where it is asked to lead. */
  async function proxy(): Promise<{ address: string; asked: string[] }> {
    const asked: string[] = [];
    const double = createHttpServer().on('connect', (request, socket) => {
      asked.push(request.url!);
      const onwards = connect(portOf(`http://${request.url}`), '127.0.0.1');
      for (const each of [socket, onwards]) each.on('error', () => {});
      onwards.once('connect', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onwards).pipe(socket);
      });
    });
    const port = await listen(double);
    return { address: `http://127.0.0.1:${port}`, asked };
  }

  const withKey = (address: string, environment: NodeJS.ProcessEnv = {}) => ({
    SSHMENU_SERVER: address,
    SSHMENU_KEY: KEY,
    ...environment,
  });
  const status = async (environment: NodeJS.ProcessEnv) => {
    await home.start(['--background'], environment);
    const { stdout } = await home.start(['status', '--json'], environment);
    return JSON.parse(stdout);
  };

  it('trusts the CA of a company where it is named, and no other', async () => {
    const { address, ca } = await behindTls();
    expect(await status(withKey(address))).toMatchObject({
      problem: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(server.asked).toEqual([]);
    const trusted = await status(withKey(address, { NODE_EXTRA_CA_CERTS: ca }));
    expect(trusted.problem).toBeNull();
    expect(server.asked).toContain('POST /api/sshmenu/sync');
  });

  it('goes through the proxy that the environment names, and past it where told to', async () => {
    const { address, asked } = await proxy();
    const through = await status(
      withKey(server.address, { HTTP_PROXY: address }),
    );
    expect(through.problem).toBeNull();
    const { host } = new URL(server.address);
    expect(new Set(asked)).toEqual(new Set([host]));

    asked.length = 0;
    await status(
      withKey(server.address, { HTTP_PROXY: address, NO_PROXY: '127.0.0.1' }),
    );
    expect(asked).toEqual([]);
  });

  it('tells in one line that the proxy is away', async () => {
    const told = await status(
      withKey(server.address, { HTTP_PROXY: 'http://127.0.0.1:1' }),
    );
    expect(told.problem).toMatch(/^http.*: nothing answers there/);
    expect(told.problem).not.toContain('\n');
  });

  describe('with a server that takes for ever', () => {
    const QUICK = {
      NODE_OPTIONS: `--require ${require.resolve(
        '../__testUtils__/quickClock.cjs',
      )}`,
    };
    /** Where somebody takes connections, and does this with each. */
    const taker = async (answer: (socket: Socket) => void) => {
      const slow = createServer(socket => {
        socket.resume();
        socket.on('error', () => {});
        answer(socket);
      });
      return `http://127.0.0.1:${await listen(slow)}`;
    };

    it.each([
      ['nothing', () => {}],
      [
        'a byte now and then',
        (socket: Socket) => {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n');
          const drip = setInterval(() => socket.write(' '), 20);
          socket.on('close', () => clearInterval(drip));
        },
      ],
    ])('gives up after 30 seconds of %s', async (_what, answer) => {
      const address = await taker(answer);
      const { problem } = await status(withKey(address, QUICK));
      expect(problem).toBe(`${address}: it did not answer within 30 s.`);
      const login = await home.start(['login', address], {
        ...QUICK,
        SSH_TTY: '/dev/pts/0',
      });
      expect(login).toEqual({
        status: 1,
        stdout: '',
        stderr: `s: ${address}: it did not answer within 30 s.\n`,
      });
    });
  });
});

function portOf(address: string): number {
  return Number(new URL(address).port);
}
