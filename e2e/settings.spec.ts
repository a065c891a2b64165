import { expect, test } from '@playwright/test';
import { anotherBrowser, signIn } from './support';

test('an administrator changes a setting; a member reads it and is refused', async ({
  page,
  browser,
}) => {
  await signIn(page, 'ada', '/settings');
  await page.getByRole('row', { name: /Notice/ }).click();
  const panel = page.getByRole('dialog', { name: 'Notice' });
  await panel.getByRole('textbox', { name: 'Notice' }).fill('Back at noon');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(
    page.getByRole('row', { name: /Notice.*Back at noon/ }),
  ).toBeVisible();

  const member = await anotherBrowser(browser);
  await signIn(member.page, 'ben', '/settings');
  await expect(
    member.page.getByRole('row', { name: /Notice.*Back at noon/ }),
  ).toBeVisible();
  await expect(
    member.page.getByRole('button', { name: 'Add setting' }),
  ).toBeHidden();
  // Nor past the page: with the member's own token.
  const status = await member.page.evaluate(async () => {
    const refreshed = await fetch('/api/auth/tenancy/refresh', {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await refreshed.json();
    const answer = await fetch('/api/tenancy/settings/portal.notice', {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
        'if-match': '*',
      },
      body: JSON.stringify({ value: 'mine' }),
    });
    return answer.status;
  });
  expect(status).toBe(403);
  await member.context.close();
});

test('a change over a newer version is shown and decided, not overwritten', async ({
  page,
  browser,
}) => {
  await signIn(page, 'ada', '/settings');
  const second = await anotherBrowser(browser);
  await signIn(second.page, 'ada', '/settings');

  for (const p of [page, second.page]) {
    await p.getByRole('row', { name: /Notice/ }).click();
  }
  const mine = page.getByRole('dialog', { name: 'Notice' });
  const theirs = second.page.getByRole('dialog', { name: 'Notice' });
  await mine.getByRole('textbox', { name: 'Notice' }).fill('mine');
  await theirs.getByRole('textbox', { name: 'Notice' }).fill('theirs');
  await theirs.getByRole('button', { name: 'Save' }).click();
  await expect(
    second.page.getByRole('row', { name: /Notice.*theirs/ }),
  ).toBeVisible();
  await mine.getByRole('button', { name: 'Save' }).click();

  await expect(mine.getByText('"theirs"')).toBeVisible();
  await mine.getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByRole('row', { name: /Notice.*mine/ })).toBeVisible();
  await second.context.close();
});
