import { Home, FAKE_EXIT } from '../__testUtils__/Home';
import { TerminalUser } from '../__testUtils__/TerminalUser';

describe('the menu in a terminal', () => {
  let home: Home;
  let user: TerminalUser | undefined;

  beforeEach(() => {
    home = new Home();
    home.run(['deploy@web-1.example', '-p', '2222']);
    home.run(['root@db.example']);
    home.run(['cache.example']);
  });

  afterEach(() => {
    user?.close();
    user = undefined;
    home.remove();
  });

  function open(
    ...options: ConstructorParameters<typeof TerminalUser> extends [
      unknown,
      ...infer R,
    ]
      ? R
      : never
  ) {
    user = new TerminalUser(home, ...options);
    return user;
  }

  it('shows where one has been, the latest first, and connects', async () => {
    const at = open();
    await at.sees('web-1.example');
    const names = at.lines.slice(2, 5).map(line => line.trim().split(/\s/)[0]);
    expect(names).toEqual(['cache.example', 'db.example', 'web-1.example']);
    at.type('web');
    await at.sees('1/3');
    at.type('\r');
    expect(await at.ends()).toMatchObject({ code: FAKE_EXIT });
    expect(at.isOnOtherScreen).toBe(false);
    expect(home.calls().pop()).toEqual([
      '-p',
      '2222',
      '--',
      'deploy@web-1.example',
    ]);
  });
});
