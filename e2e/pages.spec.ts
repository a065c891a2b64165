import { expect, Page, test } from '@playwright/test';
import { look, makeKey, postWithKey, signIn } from './support';

const PAGES = [
  ['home', '/'],
  ['account', '/account'],
  ['keys', '/account?tab=keys'],
  ['settings', '/settings'],
  ['clusters', '/clusters'],
  ['cluster', '/clusters/dev'],
  ['restarts', '/restarts'],
  ['restart-history', '/restarts?tab=history'],
  ['ssh-menu', '/sshmenu'],
] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

async function settled(page: Page) {
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of SIZES) {
    const kind = `${viewport.width}-${colorScheme}`;
    test.describe(`at ${kind}`, () => {
      test.use({ colorScheme, viewport });

      test(`every page is accessible and fits, at ${kind}`, async ({
        page,
      }) => {
        // Ten pages, each looked at by axe.
        test.setTimeout(150_000);
        await page.goto('/');
        await expect(page.getByRole('link', { name: 'Globex' })).toBeVisible();
        await look(page, `sign-in-${kind}`);
        await signIn(page, 'ada');
        for (const [name, path] of PAGES) {
          await page.goto(path);
          await settled(page);
          await look(page, `${name}-${kind}`);
        }
      });
    });
  }
}

test('every page can be reached and used with the keyboard alone', async ({
  page,
}) => {
  await signIn(page, 'ada');
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings/);
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('api key');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/account/);
});

test('a page that lost the server says so, and catches up by itself', async ({
  page,
  context,
}) => {
  let cut: () => Promise<void> = async () => undefined;
  // A browser that is set offline keeps the sockets that are open.
  await page.routeWebSocket(/\/api\/live\/ws/, socket => {
    socket.connectToServer();
    cut = () => socket.close();
  });
  await signIn(page, 'ben', '/restarts?tab=history');
  const path = 'prod/acme-payments/deployments/checkout';
  const key = await makeKey(page, [`restarts:restart:${path}`]);
  const says = (word: string) =>
    expect(
      page.getByRole('main').getByText(word, { exact: true }),
    ).toBeVisible();
  await says('Live');

  await context.setOffline(true);
  await cut();
  await says('Reconnecting');
  const [cluster, namespace, kind, name] = path.split('/');
  const { status, body } = await postWithKey(
    page,
    key,
    `/api/restarts/clusters/${cluster}/namespaces/${namespace}/${kind}/${name}/restart`,
  );
  expect(status).toBe(202);

  await context.setOffline(false);
  await says('Live');
  const newest = page.getByRole('row', { name: /checkout/ }).first();
  await expect(newest).toContainText('with the key e2e');
  await newest.click();
  await expect(page).toHaveURL(new RegExp(`/restarts/${body.id}`));
});

test('the API documentation authorizes with a key and tries routes out', async ({
  page,
}) => {
  await signIn(page, 'ada');
  const key = await makeKey(page, ['tenancy:read']);
  await page.goto('/api/tenancy/docs');
  await page.getByRole('button', { name: 'Authorize' }).click();
  const dialog = page.locator('.modal-ux');
  await dialog.getByRole('textbox').fill(key);
  await dialog
    .getByRole('button', { name: /^Apply credentials|^Authorize/ })
    .click();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.locator('#operations-default-get_me').click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await expect(page.locator('.live-responses-table')).toContainText(
    'ada@acme.example',
  );
});

test('no page needs scripts that its security policy forbids', async ({
  page,
}) => {
  const refused: string[] = [];
  page.on('console', message => {
    if (/Content Security Policy/i.test(message.text())) {
      refused.push(message.text());
    }
  });
  const response = await page.goto('/');
  const policy = response!.headers()['content-security-policy'];
  expect(policy).not.toMatch(/script-src[^;]*unsafe-(inline|eval)/);
  expect(policy).toContain("frame-ancestors 'none'");
  await signIn(page, 'ada');
  for (const [, path] of PAGES) {
    await page.goto(path);
    await settled(page);
  }
  expect(refused).toEqual([]);
});
