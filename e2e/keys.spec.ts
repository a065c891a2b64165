import { expect, test } from '@playwright/test';
import { callWithKey, signIn } from './support';

// A plugin that knows nothing of tenancy.
const OTHER_PLUGIN = '/api/user-settings/buckets/pins/keys/first';

test('an API key works on another plugin at once, and is dead within 5 s of being revoked', async ({
  page,
}) => {
  await signIn(page, 'ben', '/account?tab=keys');
  await page.getByRole('button', { name: 'Create API key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('pipeline');
  await dialog.getByRole('radio', { name: 'All that I may do' }).check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const key = (await dialog.getByText(/^whk_\w{42}$/).textContent())!;
  await dialog.getByRole('button', { name: 'Done' }).click();

  // Signed in but without such a setting: 404 and not 401.
  expect(await callWithKey(page, key, OTHER_PLUGIN)).toBe(404);
  expect(await callWithKey(page, `${key.slice(0, -1)}x`, OTHER_PLUGIN)).toBe(
    401,
  );

  await page.getByRole('row', { name: /pipeline/ }).click();
  await page.getByRole('button', { name: /^Revoke/ }).click();
  await page
    .getByRole('dialog', { name: /Revoke/ })
    .getByRole('button', { name: /^Revoke/ })
    .click();
  await expect
    .poll(() => callWithKey(page, key, OTHER_PLUGIN), { timeout: 5_000 })
    .toBe(401);
  await expect(page.getByRole('row', { name: /pipeline/ })).toBeHidden();
});

test('a narrow key may do what it says and no more', async ({ page }) => {
  await signIn(page, 'cleo', '/account?tab=keys');
  await page.getByRole('button', { name: 'Create API key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('reader');
  await dialog.getByRole('checkbox', { name: /Read your sessions/ }).check();
  await dialog.getByRole('combobox', { name: /Owner/ }).click();
  await page.getByRole('option', { name: /ops/ }).click();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const key = (await dialog.getByText(/^whk_\w{42}$/).textContent())!;

  expect(await callWithKey(page, key, '/api/tenancy/tokens')).toBe(200);
  expect(await callWithKey(page, key, OTHER_PLUGIN)).toBe(403);
});
