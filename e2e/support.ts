import AxeBuilder from '@axe-core/playwright';
import { Browser, BrowserContext, expect, Page } from '@playwright/test';

/** Where e2e/app-config.yaml puts the portal. */
export const PORTAL = 'http://localhost:7207';

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
  await signInAtProvider(page, person);
  // The first page of a fresh browser brings all scripts with it.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page).toHaveURL(new RegExp(`^${PORTAL}/`));
}

/** Says who one is where the provider asks. */
export async function signInAtProvider(page: Page, person: Person) {
  await page.waitForURL(/\/interaction\//);
  await page.getByRole('textbox', { name: 'Name' }).fill(person);
  await page.locator('input[type=password]').fill('sandbox');
  await page.keyboard.press('Enter');
}

/** Another browser, with cookies of its own. */
export async function anotherBrowser(
  browser: Browser,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  return { context, page: await context.newPage() };
}

/** A key of whoever is signed in. */
export async function makeKey(page: Page, scopes: string[]): Promise<string> {
  return page.evaluate(async wanted => {
    const refreshed = await fetch('/api/auth/tenancy/refresh', {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await refreshed.json();
    const made = await fetch('/api/tenancy/token', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name: 'e2e', scopes: wanted, expiresIn: 3600 }),
    });
    return (await made.json()).apiKey;
  }, scopes);
}

/** What the bearer may do at the API, as curl would see it: without the cookies of the page. */
export async function callWithKey(page: Page, key: string, path: string) {
  const response = await fetch(new URL(path, page.url()), {
    headers: { authorization: `Bearer ${key}` },
  });
  return response.status;
}

export async function postWithKey(page: Page, key: string, path: string) {
  const response = await fetch(new URL(path, page.url()), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
    },
    body: '{}',
  });
  return { status: response.status, body: await response.json() };
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
