import { FAKE_EXIT, Home } from '../__testUtils__/Home';

/** A Node that cannot replace its process. */
const WITHOUT_EXECVE = [
  '--require',
  require.resolve('../__testUtils__/withoutExecve.cjs'),
];

// Each test starts the program several times.
jest.setTimeout(60_000);

describe('connecting', () => {
  let home: Home;

  beforeEach(() => {
    home = new Home();
  });

  afterEach(() => home.remove());

  it.each([
    [['host'], ['--', 'host']],
    [
      ['-v', 'host'],
      ['-v', '--', 'host'],
    ],
    [
      ['host', '-p', '22', 'ls', '-l'],
      ['-p', '22', '--', 'host', 'ls', '-l'],
    ],
    [
      ['-p22', 'host', '--', 'ls', '-l'],
      ['-p22', '--', 'host', 'ls', '-l'],
    ],
    [
      ['--', 'host', '-p', '22'],
      ['--', 'host', '-p', '22'],
    ],
    [
      ['-AvJ', 'jump', 'me@host'],
      ['-AvJ', 'jump', '--', 'me@host'],
    ],
    [
      ['-o', '--', 'host'],
      ['-o', '--', '--', 'host'],
    ],
    [['ssh://me@host:2200'], ['-p', '2200', '--', 'me@host']],
    [
      ['-P', 'tag', 'host'],
      ['-P', 'tag', '--', 'host'],
    ],
    [['-V'], ['-V']],
    [
      ['-Q', 'cipher'],
      ['-Q', 'cipher'],
    ],
    [
      ['--', 'login'],
      ['--', 'login'],
    ],
  ])('%j runs ssh with %j', (args, expected) => {
    expect(home.run(args).status).toBe(FAKE_EXIT);
    expect(home.calls()).toEqual([expected]);
  });

  it.each([
    [['-p']],
    [['-p', '22']],
    [['-z', 'host']],
    [['host', '-p']],
    [['--list']],
  ])('%j is wrong use', args => {
    const { status, stderr } = home.run(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^s: /);
    expect(home.calls()).toEqual([]);
  });

  it('remembers the host, the user, the port, the jump host and forwards', () => {
    home.run(['-p', '2222', '-J', 'jump', '-L', '80:db:80', 'me@host', 'ls']);
    home.run(['host']);
    home.run(['me@host', '-p', '2222', '-J', 'jump']);
    const entries = JSON.parse(home.run(['list', '--json']).stdout);
    expect(entries).toMatchObject([
      {
        name: 'host',
        host: 'host',
        user: 'me',
        port: 2222,
        jump: 'jump',
        forwards: ['L 80:db:80'],
        uses: 3,
      },
    ]);
  });

  it.each([
    ['box', 's box'],
    ['the box', "s 'the box'"],
  ])('says how to connect to a new entry %j: %s', (name, command) => {
    const { stdout } = home.run(['add', 'host.example', '--name', name]);
    expect(stdout).toContain(`\`${command}\` connects`);
  });

  it('connects to an entry by its name, with what was typed before it', () => {
    home.run(['add', 'me@host.example', '-p', '2222', '--name', 'box']);
    home.run(['-v', 'box', 'uptime']);
    home.run(['root@box']);
    expect(home.calls()).toEqual([
      ['-v', '-p', '2222', '--', 'me@host.example', 'uptime'],
      ['-p', '2222', '--', 'root@host.example'],
    ]);
  });

  it('guesses no host in scripts', () => {
    home.run(['add', 'web-1.example']);
    home.run(['web']);
    expect(home.calls()).toEqual([['--', 'web']]);
  });

  describe.each([
    ['in place of this process', []],
    ['as a child', WITHOUT_EXECVE],
  ])('%s', (_, nodeOptions) => {
    it.each(['0', '1', '42', '255'])('ends with the exit code %s', code => {
      const environment = { SSH_EXIT: code };
      const { status } = home.run(['host'], { environment, nodeOptions });
      expect(status).toBe(Number(code));
    });

    it('ends by the same signal', () => {
      const { signal } = home.run(['host', 'signal'], { nodeOptions });
      expect(signal).toBe('SIGTERM');
    });
  });

  it('says that there is no ssh', () => {
    const { status, stderr } = home.run(['host'], {
      environment: { PATH: '/nowhere' },
    });
    expect(status).toBe(127);
    expect(stderr).toContain('There is no ssh on PATH');
  });
});
