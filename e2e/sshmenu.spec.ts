import { expect, Page, test } from '@playwright/test';
import { anotherBrowser, look, signIn } from './support';

const PAYMENTS = 'group%3Aacme%2Fpayments';
const LONG_LIST = 10_000;

/** What the page of whoever is signed in could ask the server, as a machine of theirs does. */
async function call(
  page: Page,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: any }> {
  return page.evaluate(
    async ([how, where, what]) => {
      const refreshed = await fetch('/api/auth/tenancy/refresh', {
        headers: { 'x-requested-with': 'XMLHttpRequest' },
      });
      const { backstageIdentity } = await refreshed.json();
      const answer = await fetch(`/api/sshmenu${where}`, {
        method: how,
        headers: {
          authorization: `Bearer ${backstageIdentity.token}`,
          'content-type': 'application/json',
          'if-match': '*',
        },
        body: what,
      });
      const text = await answer.text();
      return { status: answer.status, body: text && JSON.parse(text) };
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as [
      string,
      string,
      string | undefined,
    ],
  );
}

/** Each test begins with lists of its own making. */
async function emptyLists(page: Page) {
  const { body } = await call(page, 'GET', '/entries?limit=200');
  for (const { id } of body.items) {
    await call(page, 'DELETE', `/entries/${id}`);
  }
}

async function openMenu(page: Page, person: 'ben' | 'cleo', query = '') {
  await signIn(page, person);
  await emptyLists(page);
  await page.goto(`/sshmenu${query}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SSH menu');
}

async function addEntry(page: Page, target: string, name: string) {
  await page.getByRole('button', { name: 'Add entry' }).click();
  const form = page.getByRole('dialog', { name: 'Add an SSH entry' });
  await form.getByLabel(/^Host/).fill(target);
  await form.getByLabel(/^Name/).fill(name);
  await form.getByRole('button', { name: 'Add entry' }).click();
  await expect(form).toBeHidden();
}

const row = (page: Page, name: string | RegExp) =>
  page.getByRole('grid', { name: 'SSH entries' }).getByRole('row', { name });

async function choose(page: Page, name: string, what: string) {
  await page.getByRole('button', { name: `More about ${name}` }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

test('a person adds, finds, edits, copies, deletes and brings back an entry', async ({
  page,
  context,
  browser,
}) => {
  // Each step as a person does it, and as another machine sees it.
  test.setTimeout(150_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openMenu(page, 'ben');
  await addEntry(page, 'deploy@web.example:2222', 'web');
  await addEntry(page, 'db.example', 'ledger db');
  await expect(row(page, /web/)).toContainText('deploy@web.example:2222');

  await page.keyboard.press('/');
  await page.keyboard.type('ldgr');
  await expect(row(page, /web/)).toBeHidden();
  await expect(row(page, /ledger db/)).toBeVisible();
  await expect(page).toHaveURL(/entries\.filter=ldgr/);
  await page.keyboard.press('Escape');

  await choose(page, 'web', 'Edit');
  const form = page.getByRole('dialog', { name: 'Edit web' });
  await form.getByLabel('Jump hosts').fill('jump.example');
  await form.getByLabel('Tags').fill('prod web');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(row(page, /web/)).toContainText('via jump.example');

  await page.getByRole('button', { name: 'Copy ssh command of web' }).click();
  const command = 'ssh -p 2222 -J jump.example -- deploy@web.example';
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    command,
  );

  // A machine of theirs connects: the page tells it by itself.
  const machine = await anotherBrowser(browser);
  await signIn(machine.page, 'ben');
  const { body } = await call(
    machine.page,
    'GET',
    '/entries?list=mine&search=web',
  );
  const { id } = body.items[0];
  await call(machine.page, 'POST', `/entries/${id}/use`, { persona: 'laptop' });
  await expect(row(page, /web/)).toContainText('just now · laptop');

  await choose(page, 'web', 'Delete');
  await expect(row(page, /web/)).toBeHidden();
  expect((await call(machine.page, 'GET', `/entries/${id}`)).status).toBe(404);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, /web/)).toContainText('just now · laptop');
  await expect(page.getByText('web is back.')).toBeVisible();
  const again = await call(
    machine.page,
    'GET',
    '/entries?list=mine&search=web',
  );
  expect(again.body.items).toMatchObject([
    { name: 'web', port: 2222, tags: ['prod', 'web'], uses: 1 },
  ]);
  // What was deleted stays deleted: it is another one.
  expect(again.body.items[0].id).not.toBe(id);

  await machine.context.close();

  await page.keyboard.press('Control+K');
  // The page behind it has a combobox too, its order.
  await page
    .getByRole('dialog', { name: 'Command palette' })
    .getByRole('combobox')
    .fill('ssh ledg');
  await page.getByRole('option', { name: /ledger db/ }).click();
  const panel = page.getByRole('dialog', { name: 'ledger db' });
  await expect(panel).toContainText('ssh -- db.example');
});

test('what is shared with a group is there for its members at once, each with a user name of their own', async ({
  page,
  browser,
}) => {
  await openMenu(page, 'ben');
  const other = await anotherBrowser(browser);
  await openMenu(other.page, 'cleo', `?list=${PAYMENTS}`);
  await expect(
    other.page.getByRole('main').getByText('Live', { exact: true }),
  ).toBeVisible();

  await addEntry(page, 'deploy@shared.example', 'shared');
  await choose(page, 'shared', 'Share with a group');
  await page.getByRole('button', { name: 'Copy into the group' }).click();
  await expect(row(other.page, /shared/)).toContainText(
    'deploy@shared.example',
  );

  // What one changes, the other sees, and that it changed.
  await page.getByRole('tab', { name: /payments/ }).click();
  await choose(page, 'shared', 'Edit');
  const form = page.getByRole('dialog', { name: 'Edit shared' });
  await form.getByLabel('Port').fill('2200');
  await form.getByRole('button', { name: 'Save' }).click();
  const theirs = row(other.page, /shared\.example:2200/);
  await expect(theirs).toHaveAttribute('data-changed', 'true');

  await theirs.click();
  const panel = other.page.getByRole('dialog', { name: 'shared' });
  await panel.getByLabel('Your user name').last().fill('cleo');
  await panel.getByRole('button', { name: 'Take it' }).click();
  await expect(panel).toContainText('ssh -p 2200 -- cleo@shared.example');
  await expect(row(page, /shared/)).toContainText('deploy@shared.example');

  // Two change it at once: the later one decides, and loses nothing unseen.
  await panel.getByRole('button', { name: 'Edit' }).click();
  const late = other.page.getByRole('dialog', { name: 'Edit shared' });
  await late.getByLabel('Tags').fill('late');
  await choose(page, 'shared', 'Edit');
  await form.getByLabel('Tags').fill('early');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(row(page, /shared/)).toContainText('early');
  await late.getByRole('button', { name: 'Save' }).click();
  await expect(late.getByRole('table')).toContainText('Tagsearlylate');
  await look(other.page, 'sshmenu-conflict');
  await late.getByRole('button', { name: 'Keep mine' }).click();
  await expect(row(page, /shared/)).toContainText('late');
  await other.context.close();
});

test('what could harm is refused at its field, in words', async ({ page }) => {
  await openMenu(page, 'ben');
  await page.getByRole('button', { name: 'Add entry' }).click();
  const form = page.getByRole('dialog', { name: 'Add an SSH entry' });
  const refused = async (label: string, value: string, says: string) => {
    await form.getByLabel(new RegExp(`^${label}`)).fill(value);
    await form.getByRole('button', { name: 'Add entry' }).click();
    await expect(form.getByText(says)).toBeVisible();
    await form.getByLabel(new RegExp(`^${label}`)).fill('');
  };
  await refused(
    'Host',
    '-oProxyCommand=touch /tmp/x',
    'Host must not begin with "-".',
  );
  await refused('Host', 'web\u202egpj.example', 'must not have "\\u{202e}"');
  await form.getByLabel(/^Host/).fill('web.example');
  await refused('User', '$(id)', 'User must not have "$"');
  await refused('Port', '70000', 'Port must be a whole number');
  await refused('Jump hosts', '-W', 'Jump hosts ("-W") must not begin with');
  await refused('Forwards', 'L /tmp/a:/tmp/b', 'Forwards ("L /tmp/a:/tmp/b")');
  await refused('Name', 'a`id`', 'Name must not have `');
  await form.getByLabel(/^Host/).fill('$(id).example');
  await form.getByRole('button', { name: 'Add entry' }).click();
  await look(page, 'sshmenu-refused');
  expect((await call(page, 'GET', '/entries?list=mine')).body.items).toEqual(
    [],
  );
});

test('what a broken server answers is shown escaped, and never copied as a command', async ({
  page,
}) => {
  await openMenu(page, 'ben');
  await page.route('**/api/sshmenu/entries?*', route =>
    route.fulfill({
      json: {
        items: [
          {
            id: 'hostile-0001',
            list: 'mine',
            name: '\u202elive\u001b[2J',
            host: '-oProxyCommand=id',
            note: '<img src=x onerror=alert(1)>',
            uses: 1,
            lastUsed: null,
            version: 1,
          },
        ],
      },
    }),
  );
  await page.reload();
  await expect(row(page, /u\{202e\}live/)).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^Copy ssh command/ }),
  ).toBeHidden();
  await row(page, /u\{202e\}live/).click();
  await expect(page.getByRole('dialog')).toContainText(
    'host must not begin with "-"',
  );
  await look(page, 'sshmenu-hostile');
});

test('ten thousand entries are found as one types', async ({ page }) => {
  test.setTimeout(180_000);
  await openMenu(page, 'ben');
  for (let from = 0; from < LONG_LIST; from += 1_000) {
    const changes = Array.from({ length: 1_000 }, (_, index) => ({
      type: 'entry',
      list: 'mine',
      id: `long-list-${from + index}`,
      stamp: '1.e2etest',
      fields: {
        name: `host-${from + index}`,
        host: `host-${from + index}.example`,
        tags: [`rack-${(from + index) % 40}`],
      },
    }));
    const { body } = await call(page, 'POST', '/sync', { changes });
    expect(body.rejected).toEqual([]);
  }
  await page.goto('/sshmenu?list=mine');
  const grid = page.getByRole('grid', { name: 'SSH entries' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(LONG_LIST + 1), {
    timeout: 60_000,
  });
  expect(await grid.getByRole('row').count()).toBeLessThan(60);
  await look(page, 'sshmenu-10000');
  await page.keyboard.press('/');
  await page.keyboard.type('host-9876');
  await expect(row(page, /host-9876\.example/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '32 more' }).click();
  await page.getByRole('button', { name: 'rack-39 250' }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '251');

  for (let from = 0; from < LONG_LIST; from += 1_000) {
    const changes = Array.from({ length: 1_000 }, (_, index) => ({
      type: 'deleted',
      list: 'mine',
      id: `long-list-${from + index}`,
    }));
    await call(page, 'POST', '/sync', { changes });
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const kind = `${viewport.width}-${colorScheme}`;
    test.describe(`at ${kind}`, () => {
      test.use({ colorScheme, viewport });

      test(`the menu is accessible and fits in all its states, at ${kind}`, async ({
        page,
      }) => {
        test.setTimeout(210_000);
        await openMenu(page, 'cleo');
        await expect(page.getByText('No SSH entries yet')).toBeVisible();
        await look(page, `sshmenu-empty-${kind}`);

        await fill(page);
        await page.reload();
        await expect(page.getByText('web-eu').first()).toBeVisible();
        await look(page, `sshmenu-${kind}`);
        await page.goto(`/sshmenu?list=${PAYMENTS}`);
        await page.getByText('ledger').first().click();
        await expect(page.getByText('Your user name there')).toBeVisible();
        await look(page, `sshmenu-entry-${kind}`);
        await page.goto('/sshmenu?do=add');
        await expect(page.getByRole('dialog')).toBeVisible();
        await look(page, `sshmenu-form-${kind}`);
        await page.goto('/sshmenu');
        await page.getByRole('button', { name: 'in your terminal' }).click();
        await expect(page.getByText(/^s login http/)).toBeVisible();
        await look(page, `sshmenu-terminal-${kind}`);
        await page.goto('/sshmenu');
        await page.getByText('web-eu').first().click();
        await page.getByRole('button', { name: 'Share', exact: true }).click();
        await expect(
          page.getByRole('combobox', { name: 'Group' }),
        ).toBeVisible();
        await look(page, `sshmenu-share-${kind}`);
        await page.goto('/sshmenu');
        await page.getByText('web-eu').first().click();
        await page.getByRole('button', { name: 'Delete' }).click();
        await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
        await look(page, `sshmenu-deleted-${kind}`);

        await page.route('**/api/sshmenu/entries?*', route =>
          route.fulfill({
            status: 503,
            json: {
              error: {
                name: 'ServiceUnavailableError',
                message: 'The database does not answer.',
              },
              requestId: '0f0e0d0c',
              response: { statusCode: 503 },
            },
          }),
        );
        await page.reload();
        await expect(
          page.getByText('The entries could not be loaded'),
        ).toBeVisible({ timeout: 20_000 });
        await look(page, `sshmenu-error-${kind}`);
        await page.unroute('**/api/sshmenu/entries?*');
        await page.route(
          '**/api/sshmenu/entries?*',
          () => new Promise(() => {}),
        );
        await page.reload();
        await expect(
          page.getByRole('status', { name: /^Loading/ }),
        ).toBeVisible();
        await look(page, `sshmenu-loading-${kind}`);
      });
    });
  }
}

/** Some entries as people have them. */
async function fill(page: Page) {
  const add = (fields: object) => call(page, 'POST', '/entries', fields);
  const list = 'group:acme/payments';
  await add({
    name: 'web-eu',
    host: 'web-1.eu.shop.example',
    user: 'deploy',
    tags: ['prod', 'web'],
    pinned: true,
  });
  await add({
    name: 'web-us',
    host: 'web-1.us.shop.example',
    user: 'deploy',
    tags: ['prod', 'web'],
  });
  await add({ name: 'build', host: 'build.example', port: 2222 });
  await add({ name: 'pi', host: 'fd00::5', user: 'pi', tags: ['home'] });
  const { body } = await add({
    list,
    name: 'ledger',
    host: 'ledger-primary.db.internal.payments.example',
    user: 'postgres',
    port: 2200,
    jump: 'bastion.payments.example,inner.payments.example:2222',
    forwards: ['L 5432:localhost:5432', 'D 1080'],
    tags: ['prod', 'db'],
    note: 'The primary. Ask in #ledger before restarting it.\nReplicas are ledger-2 and ledger-3.',
  });
  await add({ list, name: 'bastion', host: 'bastion.payments.example' });
  await call(page, 'PUT', `/entries/${body.id}/user`, { user: 'cleo' });
  for (const persona of ['laptop', 'desk at the office']) {
    await call(page, 'POST', `/entries/${body.id}/use`, { persona });
  }
}
