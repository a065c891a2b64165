import { expect, test } from '@playwright/test';
import { anotherBrowser, look, signIn } from './support';
import { Machine } from './terminal';

let terminal: Machine;
test.beforeEach(() => {
  terminal = new Machine();
});
test.afterEach(() => terminal.close());

test('a terminal without a browser signs in with a code that is confirmed in one, until it signs out', async ({
  page,
  browser,
}) => {
  const { user, code } = await terminal.askForCode();
  // The list of keys is open elsewhere, and changes by itself.
  const keys = await anotherBrowser(browser);
  await signIn(keys.page, 'ben', '/account?tab=keys');

  // Whoever follows the address signs in first, and comes back with the code.
  await signIn(page, 'ben', `/device?code=${code}`);
  await expect(
    page.getByRole('heading', { name: /asks to act for you/ }),
  ).toBeVisible();
  await expect(page.getByText(code)).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Approved')).toBeVisible();

  await user.sees('as ben@acme.example');
  expect(await user.ends()).toEqual({ code: 0 });
  await expect(keys.page.getByRole('row', { name: /^s on / })).toBeVisible();
  const status = terminal.home.run(['status']);
  expect(status.stdout).toContain('ben@acme.example');

  const leaving = terminal.start('logout');
  await leaving.sees('is revoked there and deleted here');
  expect(await leaving.ends()).toEqual({ code: 0 });
  await expect(keys.page.getByRole('row', { name: /^s on / })).toBeHidden();
  await keys.context.close();
});

test('a terminal that is refused is told so', async ({ page }) => {
  const { user, code } = await terminal.askForCode();
  await signIn(page, 'ben', '/device');
  await page
    .getByRole('textbox', { name: 'Code' })
    .fill(code.replace('-', ' ').toLowerCase());
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByText('Denied')).toBeVisible();
  await user.sees('somebody has refused it');
  expect(await user.ends()).toEqual({ code: 3 });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`at ${width} in ${colorScheme}`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test(`each state of the page for devices is accessible and fits, at ${width} in ${colorScheme}`, async ({
        page,
      }) => {
        const kind = `${width}-${colorScheme}`;
        const { user, code } = await terminal.askForCode();
        await signIn(page, 'ben', '/device');
        await expect(page.getByRole('textbox', { name: 'Code' })).toBeVisible();
        await look(page, `device-form-${kind}`);
        await page.goto('/device?code=BCDF-GHJK');
        await expect(page.getByText(/No device waits/)).toBeVisible();
        await look(page, `device-unknown-${kind}`);
        // As from a server that one has reached over SSH.
        await page.route(`**/api/tenancy/device/${code}`, async route => {
          const answer = await route.fetch();
          const elsewhere = { elsewhere: true, address: '203.0.113.9' };
          await route.fulfill({
            response: answer,
            json: { ...(await answer.json()), ...elsewhere },
          });
        });
        await page.goto(`/device?code=${code}`);
        await expect(page.getByText(/another network/)).toBeVisible();
        await look(page, `device-request-${kind}`);
        await page.getByRole('button', { name: 'Approve' }).click();
        await expect(page.getByText('Approved')).toBeVisible();
        await look(page, `device-approved-${kind}`);
        expect(await user.ends()).toEqual({ code: 0 });
        // The keys of others are counted by name.
        await terminal.start('logout').ends();
      });
    });
  }
}
