import { FAKE_EXIT, Home } from '../__testUtils__/Home';
import { TerminalUser } from '../__testUtils__/TerminalUser';

const ESCAPE = '\x1b';
const ENTER = '\r';
const UP = '\x1b[A';
const DOWN = '\x1b[B';
const CTRL_C = '\x03';

// Each test starts the program several times.
jest.setTimeout(60_000);

describe('the menu in a terminal', () => {
  let home: Home;
  let users: TerminalUser[];

  beforeEach(() => {
    home = new Home();
    users = [];
    home.run(['deploy@web-1.example', '-p', '2222']);
    home.run(['root@db.example']);
    home.run(['cache.example']);
  });

  afterEach(() => {
    for (const user of users) user.close();
    home.remove();
  });

  async function open(
    args: string[] = [],
    options: ConstructorParameters<typeof TerminalUser>[2] = {},
  ) {
    const user = new TerminalUser(home, args, options);
    users.push(user);
    await user.sees('/3');
    return user;
  }

  const shownNames = (user: TerminalUser) =>
    user.lines.slice(2, 5).map(line => line.replace(/^\W+/, '').split(/\s/)[0]);

  it('shows where one has been, the latest first, and connects', async () => {
    const user = await open();
    expect(shownNames(user)).toEqual([
      'cache.example',
      'db.example',
      'web-1.example',
    ]);
    user.type('web');
    await user.sees('1/3');
    user.type(ENTER);
    expect(await user.ends()).toMatchObject({ code: FAKE_EXIT });
    expect(user.isOnOtherScreen).toBe(false);
    expect(home.calls().pop()).toEqual([
      '-p',
      '2222',
      '--',
      'deploy@web-1.example',
    ]);
  });

  it('moves with arrows, and with j and k after the prefix key', async () => {
    const user = await open();
    user.type(DOWN + DOWN + UP);
    user.type(ESCAPE);
    await user.sees('j/k move');
    user.type('jk');
    user.type(ENTER);
    await user.ends();
    expect(home.calls().pop()).toEqual(['--', 'root@db.example']);
  });

  it('sorts with one key, and remembers it', async () => {
    const user = await open();
    user.type('\x13');
    await user.sees('by frecent');
    user.type('\x13');
    await user.sees('by name');
    expect(shownNames(user)[0]).toBe('cache.example');
    user.type(CTRL_C);
    await user.ends();
    const again = await open();
    await again.sees('by name');
  });

  it('edits, refusing what the validator refuses', async () => {
    const user = await open();
    user.type('db\x05');
    await user.sees('Edit db.example');
    user.type(`${DOWN}\x15-oProxyCommand=x${ENTER}`);
    await user.sees('must not begin with "-"');
    user.type(`\x15db-2.example${ENTER}`);
    await user.sees('Changed db.example');
    await user.sees('root@db-2.example');
  });

  it('renames, tags, pins and duplicates', async () => {
    const user = await open();
    user.type('cache');
    await user.sees('1/3');
    user.type(`${ESCAPE}r`);
    await user.sees('Rename cache.example');
    user.type(`\x15redis${ENTER}`);
    await user.sees('It is called redis now.');
    user.type('\x15red');
    await user.sees('1/3');
    user.type('\x14');
    await user.sees('Tags of redis');
    user.type(`prod eu${ENTER}`);
    await user.sees('#prod #eu');
    user.type('\x10');
    await user.sees('redis stands at the top.');
    user.type(`${ESCAPE}c`);
    await user.sees('Duplicate redis');
    user.type(ENTER);
    await user.sees('Added redis-2.');
    expect(home.entries()).toMatchObject([
      { name: 'redis', pinned: true, tags: ['prod', 'eu'] },
      { name: 'redis-2', host: 'cache.example', pinned: true },
      {},
      {},
    ]);
  });

  it('deletes, and brings it back', async () => {
    const user = await open();
    user.type('\x04');
    await user.sees('Deleted cache.example.');
    await user.sees('2/2');
    user.type('\x1a');
    await user.sees('cache.example is back.');
    await user.sees('3/3');
    expect(home.entries()[0]).toMatchObject({ name: 'cache.example', uses: 1 });
  });

  it('copies the command, and nothing else, to the clipboard', async () => {
    const user = await open();
    user.type('web\x19');
    await user.sees('Copied: ssh -p 2222 -- deploy@web-1.example');
    const encoded = Buffer.from('ssh -p 2222 -- deploy@web-1.example');
    expect(user.raw.split('\x1b]52;')).toEqual([
      expect.anything(),
      expect.stringContaining(`c;${encoded.toString('base64')}\x07`),
    ]);
  });

  it('shows details, and the keys', async () => {
    const user = await open();
    user.type('\x0f');
    await user.sees('Leads to');
    user.type('x');
    await user.seesNoMore('Leads to');
    user.type('?');
    await user.sees('copy the command');
    user.type('x');
    await user.sees('by recent');
  });

  it('takes clicks and the wheel', async () => {
    const user = await open();
    user.type('\x1b[<65;5;5M\x1b[<64;5;5M');
    user.type('\x1b[<0;5;4M\x1b[<0;5;4m');
    user.type('\x1b[<0;5;4M');
    await user.ends();
    expect(home.calls().pop()).toEqual(['--', 'root@db.example']);
  });

  it('takes a paste as text to look for, whatever is in it', async () => {
    const user = await open();
    user.type('\x1b[200~web\r\x03\n\x1b[31mmore\x1b[201~');
    await user.sees('> web');
    await user.sees('1/3');
    expect(user.exit).toBeUndefined();
  });

  it.each([
    [80, 24],
    [40, 10],
    [20, 5],
    [1, 1],
  ])('fits a terminal of %i columns and %i rows', async (columns, rows) => {
    const user = await open();
    user.resize(columns, rows);
    user.type(DOWN);
    await user.until(
      () => user.lines.length === rows && user.screen.trim() !== '',
      'the menu',
    );
    if (columns >= 20) await user.sees(/cache/);
    user.resize(80, 24);
    await user.sees('root@db.example');
  });

  it('uses no colours with NO_COLOR', async () => {
    const user = await open([], { environment: { NO_COLOR: '1' } });
    user.type('db');
    await user.sees('1/3');
    // eslint-disable-next-line no-control-regex
    expect(user.raw).not.toMatch(/\x1b\[(?:\d+;)*[34]\dm/);
  });

  it.each([
    ['Ctrl-C', (user: TerminalUser) => user.type(CTRL_C), 130],
    ['q after the prefix key', (user: TerminalUser) => user.type('\x1bq'), 0],
    ['SIGINT', (user: TerminalUser) => user.kill('SIGINT'), 130],
    ['SIGTERM', (user: TerminalUser) => user.kill('SIGTERM'), 143],
    ['SIGHUP', (user: TerminalUser) => user.kill('SIGHUP'), 129],
  ])('gives the terminal back after %s', async (_, end, code) => {
    const user = await open();
    end(user);
    expect(await user.ends()).toEqual({ code });
    expect(user.isOnOtherScreen).toBe(false);
    expect(user.raw).toMatch(/\x1b\[\?2004l.*\x1b\[\?1000l.*\x1b\[\?25h/s); // eslint-disable-line no-control-regex
  });

  it('gives the terminal back when it crashes', async () => {
    const user = await open([], {
      nodeOptions: ['--require', require.resolve('../__testUtils__/crash.cjs')],
    });
    user.kill('SIGUSR2');
    expect(await user.ends()).toEqual({ code: 1 });
    expect(user.isOnOtherScreen).toBe(false);
    await user.sees('s: crashed');
    expect(user.screen).not.toContain('    at ');
  });

  it('shows what another terminal adds while it is open', async () => {
    const user = await open();
    home.run(['add', 'new.example']);
    await user.sees('new.example');
    await user.sees('4/4');
  });

  it('opens filtered where several entries match a word, and connects where one does', async () => {
    home.run(['add', 'web-2.example']);
    const several = new TerminalUser(home, ['web']);
    users.push(several);
    await several.sees('2/4');
    await several.sees('> web');
    const one = new TerminalUser(home, ['cache']);
    users.push(one);
    await one.ends();
    expect(home.calls().pop()).toEqual(['--', 'cache.example']);
  });

  it('asks at first whether to read ~/.ssh', async () => {
    const fresh = new Home();
    try {
      fresh.write(
        '.ssh/config',
        'Include more\nHost box\n  HostName box.example\n',
      );
      fresh.write('.ssh/more', 'Host inner\n  Port 2022\n');
      fresh.write(
        '.ssh/known_hosts',
        '|1|x|y ssh-ed25519 AAAA\nold.example,1.2.3.4 ssh-ed25519 AAAA\n',
      );
      const user = new TerminalUser(fresh);
      users.push(user);
      await user.sees('have 3 hosts');
      await user.sees('1 host is hashed');
      user.type(ENTER);
      await user.sees('Added 3 hosts.');
      await user.sees('box.example');
      expect(
        fresh
          .entries()
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['box', 'inner', 'old.example']);
    } finally {
      fresh.remove();
    }
  });

  it('ends without a word for a reader who has seen enough', async () => {
    expect(await home.startUnread(['list'])).toEqual({ status: 0, stderr: '' });
  });

  it('is a plain list where nobody sits at a terminal', () => {
    const { stdout, status } = home.run([]);
    expect(status).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^cache.example +cache.example$/);
  });
});
