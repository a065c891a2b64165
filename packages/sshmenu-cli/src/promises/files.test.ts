import { readdirSync, readFileSync } from 'node:fs';
import { FAKE_EXIT, Home } from '../__testUtils__/Home';

const FAULTY_DISK = [
  '--require',
  require.resolve('../__testUtils__/faultyDisk.cjs'),
];

// Each test starts the program several times.
jest.setTimeout(60_000);

describe('the files of the menu', () => {
  let home: Home;

  beforeEach(() => {
    home = new Home();
  });

  afterEach(() => home.remove());

  const names = () =>
    home
      .entries()
      .map(({ name }) => name)
      .sort();

  function run(args: string[], environment: NodeJS.ProcessEnv) {
    return home.run(args, { environment, nodeOptions: FAULTY_DISK });
  }

  it('survive a kill at each step of adding an entry', () => {
    home.run(['add', 'first.example']);
    let steps = 0;
    for (let at = 1; ; at += 1) {
      const host = `host-${at}.example`;
      const { signal, stdout } = run(['add', host], { KILL_AT: String(at) });
      const listed = home.run(['list']);
      expect(listed.stderr).toBe('');
      expect(listed.stdout).toContain('first.example');
      const isTold = stdout.includes('Added');
      expect(isTold && !listed.stdout.includes(host)).toBe(false);
      if (signal !== 'SIGKILL') break;
      steps += 1;
    }
    expect(steps).toBeGreaterThan(2);
  });

  it('survive a kill at each step of folding changes into a snapshot', () => {
    const added: string[] = [];
    const shown = () =>
      home.run(['list', '--names']).stdout.trim().split('\n').sort();
    const addMany = () => {
      for (let i = 0; i < 26; i += 1) {
        const name = `n${added.length}`;
        added.push(name);
        // As another terminal writes them.
        home.write(
          `menu/changes/${String(added.length).padStart(9, '0')}.json`,
          JSON.stringify({
            format: 1,
            changes: [
              {
                type: 'entry',
                list: 'mine',
                id: `planted-${added.length}`,
                fields: { name, host: 'host.example' },
                stamp: '1.abcd',
              },
            ],
          }),
        );
      }
    };
    let steps = 0;
    // Each step of writing the snapshot, then some of removing what it holds, which are all alike.
    for (let at = 1; ; at += at < 16 ? 1 : 9) {
      addMany();
      const { signal } = run(['--background'], { KILL_AT: String(at) });
      expect(shown()).toEqual([...added].sort());
      if (signal !== 'SIGKILL') break;
      steps += 1;
      home.run(['--background']);
    }
    expect(steps).toBeGreaterThan(16);
    // What the killed ones have left locked does not stop the next one.
    addMany();
    home.run(['--background']);
    expect(readdirSync(home.path('menu/changes'))).toEqual([]);
    expect(readdirSync(home.path('menu'))).not.toContain('menu.lock');
    expect(shown()).toEqual([...added].sort());
  });

  it('take up what many terminals add at once', async () => {
    const hosts = Array.from({ length: 12 }, (_, i) => `host-${i}.example`);
    await Promise.all(
      hosts.flatMap(host => [
        home.start(['add', host]),
        home.start(['--background']),
      ]),
    );
    expect(names()).toEqual([...hosts].sort());
  });

  it('are set aside and told where they are corrupt', () => {
    home.write('menu/menu.json', '{"format":1,"lists":[');
    home.write('menu/changes/000000001.json', 'null\x1b[31m');
    const { stdout, stderr, status } = home.run(['list']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('menu.json was corrupt');
    expect(stderr).toContain('000000001.json was corrupt');
    expect(stderr).not.toContain('\x1b');
    const aside = readdirSync(home.path('menu')).find(name =>
      name.startsWith('menu.json.corrupt-'),
    );
    expect(readFileSync(home.path(`menu/${aside}`), 'utf8')).toBe(
      '{"format":1,"lists":[',
    );
    expect(home.run(['list']).stderr).toBe('');
  });

  it('of a newer version are left as they are', () => {
    const text = '{"format":2,"something":"new"}';
    home.write('menu/menu.json', text);
    const { status, stderr } = home.run(['host.example']);
    expect(status).toBe(FAKE_EXIT);
    expect(stderr).toContain('written by a newer version');
    expect(home.run(['list']).status).toBe(1);
    expect(readFileSync(home.path('menu/menu.json'), 'utf8')).toBe(text);
  });

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the disk can only be read'],
    ['EACCES', 'the files belong to somebody else'],
  ])('that cannot be written (%s) do not stop a connection', (code, told) => {
    home.run(['add', 'me@box.example', '--name', 'box']);
    for (const args of [['host.example'], ['box']]) {
      const { status, stderr } = run(args, {
        DISK_ERROR: code,
        FAULTY_FOLDER: home.path('menu'),
      });
      expect(status).toBe(FAKE_EXIT);
      expect(stderr).toContain(told);
    }
    expect(home.calls()).toEqual([
      ['--', 'host.example'],
      ['--', 'me@box.example'],
    ]);
    expect(names()).toEqual(['box']);
  });
});
