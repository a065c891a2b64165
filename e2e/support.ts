import AxeBuilder from '@axe-core/playwright';
import { Browser, BrowserContext, expect, Page } from '@playwright/test';

/** Who can sign in to the sandbox, and where. */
export type Person = 'ada' | 'ben' | 'cleo' | 'gus' | 'hana';

const TENANTS: Record<Person, string> = {
  ada: 'Acme Corp',
  ben: 'Acme Corp',
  cleo: 'Acme Corp',
  gus: 'Globex',
  hana: 'Globex',
};

/** Signs in as a person would, from the page that was opened, and waits for it. */
export async function signIn(page: Page, person: Person, path = '/') {
  await page.goto(path);
  await page.getByRole('link', { name: TENANTS[person] }).click();
  await page.waitForURL(/\/interaction\//);
  await page.getByRole('textbox', { name: 'Name' }).fill(person);
  await page.locator('input[type=password]').fill('sandbox');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`^http://localhost:7207/`));
}

/** Another browser, with cookies of its own. */
export async function anotherBrowser(
  browser: Browser,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  return { context, page: await context.newPage() };
}

/** What the bearer may do at the API, as curl would see it. */
export async function callWithKey(page: Page, key: string, path: string) {
  // Without the cookies of the page.
  const response = await fetch(new URL(path, page.url()), {
    headers: { authorization: `Bearer ${key}` },
  });
  return response.status;
}

/** Looks at a page as a picture, and has axe look at it. */
export async function look(page: Page, name: string) {
  await page.screenshot({ path: `${__dirname}/screens/${name}.png` });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(v => `${v.id}: ${v.nodes[0].html}`),
    name,
  ).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth > window.innerWidth,
  );
  expect(overflow, `${name} scrolls sideways`).toBe(false);
}
