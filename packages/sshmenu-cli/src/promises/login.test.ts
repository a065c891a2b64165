import { existsSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { Home } from '../__testUtils__/Home';
import { RAW_HAZARD } from '../__testUtils__/hostile';
import { Desktop } from '../__testUtils__/keyring';
import { ServerDouble } from '../__testUtils__/ServerDouble';
import { TerminalUser } from '../__testUtils__/TerminalUser';

const OVER_SSH = { SSH_CONNECTION: '203.0.113.9 50000 203.0.113.1 22' };
const WITHOUT_LOOPBACK = require.resolve(
  '../__testUtils__/withoutLoopback.cjs',
);

// Each test starts the program several times, which waits for the server's interval.
jest.setTimeout(60_000);

describe('signing in', () => {
  let server: ServerDouble;
  let home: Home;

  beforeEach(async () => {
    server = await ServerDouble.start();
    home = new Home();
  });

  afterEach(async () => {
    await server.stop();
    home.remove();
  });

  const keyFile = () =>
    JSON.parse(readFileSync(home.path('menu/key.json'), 'utf8'));
  const login = (environment: NodeJS.ProcessEnv = {}, ...options: string[]) =>
    home.start(['login', server.address, ...options], environment);

  describe('without a browser', () => {
    it('shows a page and a code, and goes on when somebody has confirmed it', async () => {
      server.deviceAnswers = ['authorization_pending'];
      const user = new TerminalUser(home, ['login', server.address], {
        columns: 100,
        environment: OVER_SSH,
      });
      await user.sees(`${server.address}/device`);
      await user.sees('WDJB-MJHT');
      await user.sees(`for ${hostname()}.`);
      await user.sees('Signed in to');
      await user.sees('as cleo@acme.example');
      expect(await user.ends()).toEqual({ code: 0 });
      expect(user.raw).not.toContain('whk_');
      user.close();
      expect(server.devices).toEqual([
        {
          name: `s on ${hostname()}`,
          persona: hostname(),
          scopes: 'sshmenu:*',
        },
      ]);
      expect(server.asked).not.toContain('GET /api/tenancy/token');
      expect(statSync(home.path('menu/key.json')).mode & 0o777).toBe(0o600);
    });

    it.each([
      ['over SSH', OVER_SSH, []],
      ['in a terminal of SSH', { SSH_TTY: '/dev/pts/0' }, []],
      ['where there is none', { BROWSER: '' }, []],
      ['where it is asked to', {}, ['--device']],
      [
        'where no browser can come back',
        { NODE_OPTIONS: `--require ${WITHOUT_LOOPBACK}` },
        [],
      ],
    ])('is what it does %s', async (_, environment, options) => {
      const { status, stdout } = await login(environment, ...options);
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: expect.stringContaining('Signed in to'),
      });
      expect(server.devices).toHaveLength(1);
    });

    it('asks less often when it is told to, or when the server is away', async () => {
      server.deviceAnswers = ['slow_down', 503];
      expect(await login(OVER_SSH)).toMatchObject({ status: 0 });
      const [first, second, third] = server.devicePolls;
      expect(second - first).toBeGreaterThanOrEqual(6_000);
      expect(third - second).toBeGreaterThanOrEqual(12_000);
    });

    it.each([
      ['access_denied', 'somebody has refused it'],
      ['expired_token', 'nobody confirmed the code within 10 minutes'],
      ['something_else', 'Not signed in'],
    ])('says why there is no key: %s', async (word, told) => {
      server.deviceAnswers = [word];
      const { status, stdout, stderr } = await login(OVER_SSH);
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
      expect(stderr).toContain(told);
      expect(existsSync(home.path('menu/key.json'))).toBe(false);
    });

    it('gives up when the code has ended', async () => {
      server.deviceLife = 3;
      server.deviceAnswers = Array(20).fill('authorization_pending');
      const { status, stderr } = await login(OVER_SSH);
      expect(status).toBe(3);
      expect(stderr).toContain('nobody confirmed the code within 3 seconds');
    });

    it('ends with 130 on Ctrl-C, and leaves nothing behind', async () => {
      server.deviceAnswers = Array(20).fill('authorization_pending');
      const user = new TerminalUser(home, ['login', server.address], {
        environment: OVER_SSH,
      });
      await user.sees('WDJB-MJHT');
      user.type('\x03');
      expect(await user.ends()).toEqual({ code: 130 });
      user.close();
      expect(existsSync(home.path('menu/key.json'))).toBe(false);
    });

    it.each([
      ['nothing', {}],
      ['no address', { device_code: 'a', user_code: 'b' }],
      [
        'an address that is none',
        { device_code: 'a', user_code: 'b', verification_uri: 'ftp://x' },
      ],
      [
        'orders to the terminal',
        {
          device_code: 'a',
          user_code: '\x1b]52;c;eA==\x07',
          verification_uri: 'https://x/\x1b[45m',
          expires_in: 1,
          interval: 1,
        },
      ],
    ])('takes no harm from a server that answers with %s', async (_, body) => {
      server.hostile = (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      const { status, stdout, stderr } = await login(OVER_SSH);
      expect(status).not.toBe(0);
      expect(stdout + stderr).not.toMatch(RAW_HAZARD);
      expect(stdout + stderr).not.toContain('\x1b');
      expect(stderr).not.toContain('    at ');
    });
  });

  describe('again', () => {
    const keys = () => [...server.keys];

    it('ends the key that this machine had, also on another server', async () => {
      await login(OVER_SSH);
      const [first] = keys();
      await login(OVER_SSH);
      expect(keys()).toEqual([keyFile().apiKey]);
      expect(keys()).not.toEqual([first]);

      const another = await ServerDouble.start();
      const moved = await home.start(['login', another.address], OVER_SSH);
      expect(moved.status).toBe(0);
      expect(moved.stderr).not.toContain('still good');
      expect(keys()).toEqual([]);
      expect([...another.keys]).toEqual([keyFile().apiKey]);
      await another.stop();
    });

    it('signs in where the earlier server is away, and says which key is left', async () => {
      const gone = await ServerDouble.start();
      const { address } = gone;
      await home.start(['login', address], OVER_SSH);
      await gone.stop();
      const { status, stderr } = await login(OVER_SSH);
      expect(status).toBe(0);
      expect(stderr).toContain(
        `So the key that this machine had is still good at ${address}: revoke it on your account page.`,
      );
      expect(keys()).toEqual([keyFile().apiKey]);
    });

    it('changes nothing where it is refused', async () => {
      await login(OVER_SSH);
      const before = keyFile();
      server.deviceAnswers = ['access_denied'];
      expect(await login(OVER_SSH)).toMatchObject({ status: 3 });
      expect(keyFile()).toEqual(before);
      expect(keys()).toEqual([before.apiKey]);
    });
  });

  describe('where the desktop has a keyring', () => {
    let desktop: Desktop;
    beforeEach(() => {
      desktop = new Desktop(home);
    });

    it('keeps the key there and in no file or argument, until one signs out', async () => {
      const { status, stdout } = await login(desktop.environment);
      expect(status).toBe(0);
      expect(stdout).toContain('The key is in the desktop’s keyring.');
      const [key] = server.keys;
      expect(desktop.secret).toBe(key);
      expect(JSON.stringify(keyFile())).not.toContain('whk_');
      expect(desktop.calls).not.toContain('whk_');

      const told = await home.start(['status'], desktop.environment);
      expect(told.stdout).toContain('Key        the desktop’s keyring');
      // Later also where no desktop is seen.
      expect(await home.start(['--background'])).toMatchObject({ status: 0 });

      const out = await home.start(['logout'], desktop.environment);
      expect(out).toMatchObject({ status: 0 });
      expect(out.stdout).toContain('is revoked there and deleted here');
      expect(server.keys.size).toBe(0);
      expect(desktop.secret).toBeUndefined();
      expect(existsSync(home.path('menu/key.json'))).toBe(false);
    });

    it.each([
      ['locked', 'Cannot unlock'],
      ['forgetful', 'it did not keep it'],
    ])(
      'keeps it in a file where that is %s, and says so',
      async (state, told) => {
        const { status, stdout, stderr } = await login({
          ...desktop.environment,
          KEYRING: state,
        });
        expect(status).toBe(0);
        expect(stderr).toContain(told);
        expect(stderr).not.toContain('\x1b');
        expect(stdout).toContain(
          `The key is in ${home.path('menu/key.json')}.`,
        );
        expect(server.keys.has(keyFile().apiKey)).toBe(true);
        expect(statSync(home.path('menu/key.json')).mode & 0o777).toBe(0o600);
      },
    );

    it('does not ask it over SSH, or when one connects', async () => {
      await login({ ...desktop.environment, ...OVER_SSH });
      expect(desktop.calls).toBe('');
      expect(server.keys.has(keyFile().apiKey)).toBe(true);

      await login(desktop.environment);
      const before = desktop.calls;
      // An exchange has just been: none is begun beside the connection.
      home.run(['host.example'], { environment: desktop.environment });
      expect(home.calls()).toHaveLength(1);
      expect(desktop.calls).toBe(before);
    });

    it('says what to do when it no longer gives the key, and signs out all the same', async () => {
      await login(desktop.environment);
      const locked = { ...desktop.environment, KEYRING: 'locked' };
      const exchanged = await home.start(['--background'], locked);
      expect(exchanged.status).toBe(3);
      expect(exchanged.stderr).toMatch(
        /^s: .*Cannot unlock.*`s login` signs in again\.\n$/,
      );
      expect((await home.start(['status'])).stdout).toContain('Cannot unlock');

      const out = await home.start(['logout'], locked);
      expect(out.status).toBe(1);
      expect(out.stderr).toContain('keyring still has the key');
      expect(out.stdout).toContain('has not revoked the key');
      expect(existsSync(home.path('menu/key.json'))).toBe(false);
      expect(server.keys.size).toBe(1);
    });
  });
});
