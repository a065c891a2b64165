import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { newEntry } from '@wheelhouse/plugin-sshmenu-common';
import { Home } from '../__testUtils__/Home';
import { RAW_HAZARD } from '../__testUtils__/hostile';
import { ServerDouble } from '../__testUtils__/ServerDouble';

const OPS = 'group:acme/ops';

// Each test starts the program several times.
jest.setTimeout(60_000);

describe('one menu on several machines', () => {
  let server: ServerDouble;
  let laptop: Home;
  let desktop: Home;

  beforeEach(async () => {
    server = await ServerDouble.start();
    laptop = new Home();
    desktop = new Home();
  });

  afterEach(async () => {
    await server.stop();
    laptop.remove();
    desktop.remove();
  });

  async function signIn(home: Home) {
    const ended = await home.start(['login', server.address]);
    expect(ended).toMatchObject({ status: 0 });
    return ended;
  }

  const exchange = (home: Home) => home.start(['--background']);
  const names = (home: Home) =>
    home
      .entries()
      .map(({ name }) => name)
      .sort();

  it('signs in through the browser, with a key that only its owner can read', async () => {
    const { stdout } = await signIn(laptop);
    expect(stdout).toContain('Signed in to');
    expect(stdout).toContain('cleo@acme.example');
    expect(statSync(laptop.path('menu/key.json')).mode & 0o777).toBe(0o600);
    const { stdout: status } = await laptop.start(['status']);
    expect(status).toContain(server.address);
    expect(status).not.toContain('whk_');
  });

  it('shows on each machine what was added, changed and deleted on the other', async () => {
    laptop.run(['add', 'web.example']);
    laptop.run(['add', 'db.example']);
    await signIn(laptop);
    await signIn(desktop);
    expect(names(desktop)).toEqual(['db.example', 'web.example']);

    desktop.run(['edit', 'web.example', '--name', 'web']);
    desktop.run(['rm', 'db.example']);
    // Offline, the other machine has changed the same entry.
    laptop.run(['edit', 'web.example', '--port', '2222']);
    await exchange(desktop);
    await exchange(laptop);
    await exchange(desktop);
    for (const home of [laptop, desktop]) {
      expect(home.entries()).toMatchObject([{ name: 'web', port: 2222 }]);
    }
  });

  it('shows the lists of groups, and forgets one that was taken away', async () => {
    server.showList(OPS);
    server.happens(
      newEntry(
        { list: OPS, id: 'shared-0001', replica: 'abcd' },
        { name: 'bastion', host: 'bastion.example', user: 'ops' },
      ),
    );
    await signIn(laptop);
    expect(names(laptop)).toEqual(['bastion']);
    laptop.run(['edit', 'bastion', '--port', '2200']);
    server.happens({ type: 'gone', list: OPS });
    await exchange(laptop);
    expect(names(laptop)).toEqual([]);
    expect(readFileSync(laptop.path('menu/menu.json'), 'utf8')).not.toContain(
      'bastion',
    );
    expect(readdirSync(laptop.path('menu/changes'))).toEqual([]);
  });

  it('revokes the key on the server when one signs out, and keeps what is one’s own', async () => {
    server.showList(OPS);
    laptop.run(['add', 'web.example']);
    await signIn(laptop);
    expect(server.keys.size).toBe(1);
    const { status, stdout } = await laptop.start(['logout']);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining('is revoked there'),
    });
    expect(server.keys.size).toBe(0);
    expect(existsSync(laptop.path('menu/key.json'))).toBe(false);
    expect(names(laptop)).toEqual(['web.example']);
    expect((await laptop.start(['status'])).status).toBe(3);
    expect((await laptop.start(['logout'])).status).toBe(3);
  });

  it('uses a key from the environment', async () => {
    await signIn(laptop);
    server.happens(
      newEntry(
        { list: 'mine', id: 'pipeline-1', replica: 'abcd' },
        { name: 'box', host: 'box.example' },
      ),
    );
    const [key] = server.keys;
    await desktop.start(['--background'], {
      SSHMENU_SERVER: server.address,
      SSHMENU_KEY: key,
    });
    expect(names(desktop)).toEqual(['box']);
    expect(existsSync(desktop.path('menu/key.json'))).toBe(false);
  });

  it('tells in one line that the server is away, and goes on', async () => {
    await signIn(laptop);
    await server.stop();
    laptop.run(['add', 'web.example']);
    const { status, stderr } = await exchange(laptop);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^s: .*nothing answers there\.\n$/);
    const { stdout } = await laptop.start(['status']);
    expect(stdout).toContain('Waiting    1');
    expect(stdout).toContain('nothing answers there');
    expect(names(laptop)).toEqual(['web.example']);
    server = await ServerDouble.start();
  });

  describe('with a hostile server', () => {
    const json = (body: string) => (_: unknown, response: any) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(body);
    };
    const entry = (fields: object, list = 'mine') => ({
      type: 'entry',
      list,
      id: 'hostile-0001',
      fields,
      stamp: '1.abcd',
    });
    const answer = (changes: unknown[], more = false) =>
      json(JSON.stringify({ cursor: 'x', changes, rejected: [], more }));

    it.each([
      ['no JSON', json('<html>')],
      ['wrong JSON', json('{"cursor":5}')],
      ['null', json('null')],
      [
        'a redirect',
        (_: unknown, response: any) =>
          response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      ],
      [
        'options of ssh',
        answer([entry({ name: 'x', host: '-oProxyCommand=id' })]),
      ],
      [
        'orders to the terminal',
        answer([entry({ name: '\x1b]52;c;eA==\x07', host: 'x' })]),
      ],
      [
        'a ProxyCommand',
        answer([entry({ name: 'x', host: 'x', proxyCommand: 'id' })]),
      ],
      [
        'the list of strangers',
        answer([entry({ name: 'x', host: 'x' }, 'group:globex/all')]),
      ],
      ['no end', answer([], true)],
      [
        'too much',
        (_: unknown, response: any) => {
          const chunk = Buffer.alloc(2 ** 20, ' ');
          const push = () => {
            while (!response.destroyed && response.write(chunk));
          };
          response.on('drain', push).on('error', () => {});
          push();
        },
      ],
    ])('takes no harm from %s', async (_, hostile) => {
      laptop.run(['add', 'web.example']);
      await signIn(laptop);
      server.hostile = hostile;
      const { stdout, stderr } = await exchange(laptop);
      expect(stdout + stderr).not.toMatch(RAW_HAZARD);
      expect(stderr).not.toContain('    at ');
      expect(names(laptop)).toEqual(['web.example']);
      expect(statSync(laptop.path('menu/menu.json')).size).toBeLessThan(10_000);
    });

    it('keeps a copy of own entries that it deletes', async () => {
      laptop.run(['add', 'web.example']);
      await signIn(laptop);
      const [{ id }] = laptop.entries();
      server.happens({ type: 'deleted', list: 'mine', id });
      await exchange(laptop);
      expect(names(laptop)).toEqual([]);
      const [copy] = readdirSync(laptop.path('menu/removed'));
      laptop.run(['import', laptop.path(`menu/removed/${copy}`)]);
      expect(names(laptop)).toEqual(['web.example']);
    });
  });
});
