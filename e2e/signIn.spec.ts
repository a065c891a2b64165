import { expect, test } from '@playwright/test';
import { anotherBrowser, signIn } from './support';

test('the people of two tenants sign in at their own providers and are who they are', async ({
  page,
  browser,
}) => {
  await signIn(page, 'ada');
  const main = page.getByRole('main');
  await expect(main.getByText('ada@acme.example')).toBeVisible();
  await expect(main.getByText('Administrator')).toBeVisible();

  const other = await anotherBrowser(browser);
  await signIn(other.page, 'gus');
  const otherMain = other.page.getByRole('main');
  await expect(otherMain.getByText('gus@globex.example')).toBeVisible();
  // The same name of a group as Acme's administrators, and another group.
  await expect(otherMain.getByText('platform-admins')).toBeVisible();
  await expect(otherMain.getByText('Administrator')).toBeHidden();
  await other.context.close();
});

test('signing in comes back to the page that was asked for', async ({
  page,
}) => {
  await signIn(page, 'ben', '/account?tab=keys');
  await expect(page).toHaveURL(/\/account\?tab=keys/);
  await expect(page.getByRole('tab', { name: 'API keys' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('signing out elsewhere ends that other browser by itself', async ({
  page,
  browser,
}) => {
  await signIn(page, 'cleo', '/account');
  const other = await anotherBrowser(browser);
  await signIn(other.page, 'cleo', '/settings');

  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Sign out/ })
    .click();

  await expect(
    other.page.getByRole('heading', { name: 'Sign in to Wheelhouse' }),
  ).toBeVisible({ timeout: 15_000 });
  await expect(other.page.getByText('You were signed out')).toBeVisible();
  // And it comes back to where it was.
  await other.page.getByRole('link', { name: 'Acme Corp' }).click();
  await other.page.getByRole('textbox', { name: 'Name' }).fill('cleo');
  await other.page.locator('input[type=password]').fill('sandbox');
  await other.page.keyboard.press('Enter');
  await expect(other.page).toHaveURL(/\/settings$/);
  await other.context.close();
});

test('signing out ends the session, and the way back asks for the password', async ({
  page,
}) => {
  await signIn(page, 'hana');
  await page.getByRole('button', { name: /hana@globex/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(
    page.getByRole('heading', { name: 'Sign in to Wheelhouse' }),
  ).toBeVisible();
  const refresh = await page.request.get('/api/auth/tenancy/refresh', {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  expect(refresh.status()).toBe(401);
});

test('no token of the provider reaches the browser', async ({ page }) => {
  const seen: string[] = [];
  page.on('response', async response => {
    const type = response.headers()['content-type'] ?? '';
    if (response.url().includes(':7207/api/') && type.includes('json')) {
      seen.push(await response.text().catch(() => ''));
    }
  });
  await signIn(page, 'ben', '/account');
  await expect(page.getByRole('grid', { name: 'Sessions' })).toBeVisible();
  const storage = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
  );
  const everything = [...seen, storage].join('\n');
  expect(everything).toContain('ben@acme.example');
  expect(everything).not.toMatch(/access_token|refresh_token|id_token/);
  for (const token of everything.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g) ?? []) {
    const [, payload] = token.split('.');
    const { iss } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(iss).toBe('http://localhost:7207/api/auth');
  }
});
