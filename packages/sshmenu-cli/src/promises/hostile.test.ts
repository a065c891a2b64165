import {
  applyChanges,
  emptyMenu,
  type EntryState,
} from '@wheelhouse/plugin-sshmenu-common';
import { FAKE_EXIT, Home } from '../__testUtils__/Home';
import {
  HOSTILE_HOSTS,
  HOSTILE_USERS,
  INJECTED,
  RAW_HAZARD,
} from '../__testUtils__/hostile';
import { TerminalUser } from '../__testUtils__/TerminalUser';
import { writeSnapshot } from '../store/snapshot';

const REFUSED = 4;
const STAMP = '1.abcd1234';

// Each test starts the program several times.
jest.setTimeout(60_000);

describe('hostile entries', () => {
  let home: Home;

  beforeEach(() => {
    home = new Home();
  });

  afterEach(() => home.remove());

  /** Puts entries into the store as a file that somebody has tampered with has them. */
  function plant(all: { name: string; host: string; user?: string }[]) {
    const entries = all.map(
      (fields, index): EntryState => ({
        type: 'entry',
        list: 'mine',
        id: `hostile-${index}`,
        fields,
        stamp: STAMP,
      }),
    );
    const menu = applyChanges(emptyMenu(), entries);
    home.write('menu/menu.json', writeSnapshot({ menu, unsent: new Set() }));
  }

  it.each(HOSTILE_HOSTS.filter(host => !host.includes('\0')))(
    'refuses the host %j as an argument',
    host => {
      const { status, stdout, stderr } = home.run(['--', host]);
      expect(status).toBe(REFUSED);
      expect(stdout + stderr).not.toMatch(RAW_HAZARD);
      for (const order of INJECTED)
        expect(stdout + stderr).not.toContain(order);
      expect(home.calls()).toEqual([]);
    },
  );

  it.each(HOSTILE_USERS)('refuses the user %j as an argument', user => {
    for (const args of [
      ['--', `${user}@host.example`],
      ['-l', user, 'host'],
    ]) {
      expect(home.run(args).status).toBe(REFUSED);
    }
    expect(home.calls()).toEqual([]);
  });

  it('lets none of them from a file reach ssh, by name', () => {
    const bad = [
      ...HOSTILE_HOSTS.map((host, index) => ({ name: `bad-${index}`, host })),
      ...HOSTILE_USERS.map((user, index) => ({
        name: `user-${index}`,
        host: 'host.example',
        user,
      })),
    ];
    plant(bad);
    for (const { name } of bad) {
      const { status, stderr } = home.run([name]);
      expect({ name, status }).toEqual({ name, status: REFUSED });
      expect(stderr).not.toMatch(RAW_HAZARD);
    }
    expect(home.calls()).toEqual([]);
  });

  it('shows them in the menu without one raw byte, and does not connect', async () => {
    plant(
      HOSTILE_HOSTS.map((host, index) => ({
        name: `${index} ${host}`,
        host,
        user: HOSTILE_USERS[index % HOSTILE_USERS.length],
      })),
    );
    const user = new TerminalUser(home, [], { columns: 200, rows: 50 });
    try {
      await user.sees('\\u{001b}]52;c;');
      user.type('\x1bi');
      await user.sees('Any key goes back');
      user.type('x');
      await user.seesNoMore('Any key goes back');
      user.type('\r');
      await user.sees('is refused');
      user.type('\x03');
      expect(await user.ends()).toMatchObject({ code: 130 });
      expect(user.raw).not.toMatch(RAW_HAZARD);
      for (const order of INJECTED) expect(user.raw).not.toContain(order);
      expect(home.calls()).toEqual([]);
    } finally {
      user.close();
    }
  });

  it('shows nothing of a tampered first picture that has an effect', async () => {
    plant([{ name: 'web', host: 'web.example' }]);
    const text = HOSTILE_HOSTS.join('');
    home.write(
      'menu/first-frame.json',
      JSON.stringify({
        size: { rows: 1e9, columns: text },
        frame: { lines: [[{ text, style: text }], text, null], cursor: text },
      }),
    );
    const user = new TerminalUser(home);
    try {
      await user.sees('web.example');
      user.type('\x03');
      expect(await user.ends()).toMatchObject({ code: 130 });
      expect(user.raw).not.toMatch(RAW_HAZARD);
      for (const order of INJECTED) expect(user.raw).not.toContain(order);
    } finally {
      user.close();
    }
  });

  it.each([
    ['list', ['list']],
    ['list --json', ['list', '--json']],
    ['list --names', ['list', '--names']],
    ['export', ['export']],
    ['export as ssh_config', ['export', '--format', 'ssh_config']],
  ])('prints no raw byte of them with %s', (_, args) => {
    plant(HOSTILE_HOSTS.map(host => ({ name: host, host })));
    const { stdout, stderr } = home.run(args);
    expect(stdout + stderr).not.toMatch(RAW_HAZARD);
    expect(stdout + stderr).not.toContain('\x1b');
  });

  it('lets none into an exported ssh_config', () => {
    plant(HOSTILE_HOSTS.map(host => ({ name: 'innocent', host })));
    const { stdout } = home.run(['export', '--format', 'ssh_config']);
    expect(stdout).not.toContain('Host');
  });

  it('imports none of them from ssh_config, known_hosts or JSON', () => {
    const lines = HOSTILE_HOSTS.filter(host => !/[\r\n]/.test(host));
    home.write(
      '.ssh/config',
      lines
        .map((host, index) => `Host h${index}\n  HostName "${host}"\n`)
        .join(''),
    );
    home.write(
      '.ssh/known_hosts',
      lines.map(host => `${host} ssh-ed25519 AAAA\n`).join(''),
    );
    home.write(
      'entries.json',
      JSON.stringify(HOSTILE_HOSTS.map(host => ({ name: 'x', host }))),
    );
    for (const args of [['import'], ['import', home.path('entries.json')]]) {
      const { stdout, stderr } = home.run(args);
      expect(stdout + stderr).not.toMatch(RAW_HAZARD);
    }
    const imported = JSON.parse(home.run(['list', '--json']).stdout);
    for (const { host } of imported) {
      expect(host).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
      expect(home.run(['--', host]).status).toBe(FAKE_EXIT);
    }
    for (const args of home.calls()) expect(args[0]).toBe('--');
  });

  it('runs nothing that a configuration of ssh holds', () => {
    const proof = home.path('executed');
    home.write(
      '.ssh/config',
      `Match exec "touch ${proof}"\n  User evil\nHost web\n  ProxyCommand touch ${proof}\n  HostName web.example\nHost x$(touch ${proof})\n`,
    );
    const { stdout, stderr } = home.run(['import']);
    expect(stdout).toContain('Added 1');
    expect(stderr).toContain('1 Match block was left out');
    expect(home.run(['export']).stdout).not.toContain('touch');
    expect(home.run(['import', proof]).status).toBe(1);
  });
});
