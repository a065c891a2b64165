import { spawnSync } from 'node:child_process';
import { expect, Page, test } from '@playwright/test';
import { anotherBrowser, PORTAL, signIn, signInAtProvider } from './support';
import { SshServer } from './sshServer';
import { Machine } from './terminal';

const OPS = 'group:acme/ops';
const SANDBOX = 'http://localhost:7208';

let laptop: Machine;
let desktop: Machine;
test.beforeEach(() => {
  laptop = new Machine();
  desktop = new Machine();
});
test.afterEach(() => {
  laptop.close();
  desktop.close();
});

/** Saves on the sandbox's page which groups cleo is in. */
async function setGroup(page: Page, group: string, isIn: boolean) {
  await page.goto(SANDBOX);
  const cleo = page.getByRole('form', { name: 'Cleo Cruz' });
  await cleo.getByRole('checkbox', { name: group }).setChecked(isIn);
  await cleo.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(`${SANDBOX}/`);
}

test('two machines show the same menu, and that of a group as long as one is in it', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  laptop.run('add', 'deploy@web.example', '--name', 'web');
  await signIn(page, 'cleo');

  // One machine through the browser, the other with a code.
  const first = await laptop.openBrowser(page);
  await signInAtProvider(page, 'cleo');
  await expect(page.getByText('Signed in. You can close')).toBeVisible();
  await first.sees('cleo@acme.example');
  expect(await first.ends()).toEqual({ code: 0 });
  const { user: second, code } = await desktop.askForCode();
  await page.goto(`${PORTAL}/device?code=${code}`);
  await page.getByRole('button', { name: 'Approve' }).click();
  await second.sees('cleo@acme.example');
  expect(await second.ends()).toEqual({ code: 0 });
  expect(desktop.menu()).toMatchObject([{ name: 'web', list: 'mine' }]);

  // A list of the team: added on one machine, seen on the other.
  laptop.run('add', 'bastion.example', '--list', OPS);
  laptop.exchange();
  desktop.exchange();
  expect(desktop.menu()).toMatchObject([
    { name: 'bastion.example', list: OPS },
    { name: 'web', list: 'mine' },
  ]);

  // The same entry edited on both while neither hears of the other.
  laptop.run('edit', 'web', '--port', '2222');
  desktop.run('edit', 'web', '--user', 'root');
  laptop.exchange();
  desktop.exchange();
  laptop.exchange();
  for (const machine of [laptop, desktop]) {
    expect(machine.menu()[1]).toMatchObject({
      name: 'web',
      port: 2222,
      user: 'root',
    });
  }

  // Out of the group the list is gone, with no new sign-in and from the files too.
  const provider = await anotherBrowser(browser);
  await setGroup(provider.page, 'ops', false);
  try {
    await expect
      .poll(
        () => {
          desktop.exchange();
          return desktop.menu().map(({ name }) => name);
        },
        { timeout: 60_000 },
      )
      .toEqual(['web']);
  } finally {
    await setGroup(provider.page, 'ops', true);
    await provider.context.close();
  }

  // Signing out ends the key of this machine alone, and one's own entries stay.
  expect(desktop.run('logout')).toContain('is revoked there');
  expect(desktop.home.run(['status']).status).toBe(3);
  expect(desktop.menu()).toMatchObject([{ name: 'web' }]);
  expect(laptop.run('status')).toContain('cleo@acme.example');
  expect(laptop.run('logout')).toContain('is revoked there');
});

test.describe('with a real sshd', () => {
  let server: SshServer;
  test.beforeAll(async () => {
    server = await SshServer.start();
  });
  test.afterAll(() => server.stop());

  test.beforeEach(() => {
    server.letIn(laptop.home.path('bin/ssh'));
    const { user, port } = server;
    laptop.run('add', `${user}@127.0.0.1`, '-p', `${port}`, '--name', 'box');
  });

  for (const [what, command] of [
    ['ends well', 'true'],
    ['fails', 'exit 7'],
    ['does not exist', '/no/such/command'],
    ['is killed', 'kill -TERM $$'],
  ]) {
    test(`ends as ssh does where the command ${what}`, async () => {
      const { user, port, home } = { ...server, ...laptop, user: server.user };
      const direct = spawnSync(
        home.path('bin/ssh'),
        ['-p', `${port}`, `${user}@127.0.0.1`, command],
        { encoding: 'utf8' },
      );
      for (const args of [
        ['box', command],
        ['-p', `${port}`, `${user}@127.0.0.1`, command],
      ]) {
        const { status, stdout, stderr } = home.run(args);
        expect({ status, stdout, stderr }).toEqual({
          status: direct.status,
          stdout: direct.stdout,
          stderr: direct.stderr,
        });
      }
    });
  }

  test('ends as ssh does where nothing listens', async () => {
    const { home } = laptop;
    expect(home.run(['-p', '1', '127.0.0.1', 'true']).status).toBe(255);
  });

  test('passes on what stands on the input, and the output as it is', async () => {
    const input = 'one\ntwo\n';
    expect(laptop.home.run(['box', 'cat'], { input }).stdout).toBe(input);
  });

  test('is a terminal of that machine once chosen in the menu', async () => {
    const user = laptop.start();
    await user.sees('box');
    user.type('\r');
    await user.until(() => !user.isOnOtherScreen, 'the menu to be left');
    user.type('echo "at $SSH_CONNECTION"; exit 5\r');
    await user.sees(`at 127.0.0.1 `);
    expect(await user.ends()).toEqual({ code: 5 });
    expect(laptop.home.entries()).toMatchObject([{ name: 'box', uses: 1 }]);
  });
});
