import { expect, Page, test } from '@playwright/test';
import { look, makeKey, signIn } from './support';

const PAGES = [
  ['home', '/'],
  ['account', '/account'],
  ['keys', '/account?tab=keys'],
  ['settings', '/settings'],
  ['clusters', '/clusters'],
  ['cluster', '/clusters/dev'],
  ['restarts', '/restarts'],
  ['restart-history', '/restarts?tab=history'],
] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

async function settled(page: Page) {
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('main')).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of SIZES) {
    const kind = `${viewport.width}-${colorScheme}`;
    test.describe(`at ${kind}`, () => {
      test.use({ colorScheme, viewport });

      test(`every page is accessible and fits, at ${kind}`, async ({
        page,
      }) => {
        // Nine pages, each looked at by axe.
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

test('the API documentation authorizes with a key and tries routes out', async ({
  page,
}) => {
  await signIn(page, 'ada');
  const key = await makeKey(page, ['tenancy:read']);
  await page.goto('/api/tenancy/docs');
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.getByRole('textbox').fill(key);
  await page
    .locator('.modal-ux')
    .getByRole('button', { name: /^Apply credentials|^Authorize/ })
    .click();
  await page
    .locator('.modal-ux')
    .getByRole('button', { name: 'Close' })
    .last()
    .click();
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
