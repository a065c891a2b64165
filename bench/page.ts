import { Browser, Page } from '@playwright/test';
import { browser } from '../packages/testing/src/browser';
import { enter, launchChrome } from './lib/chrome';
import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';
import { startPortal, startStock } from './lib/portals';
import { Scripts } from './lib/scripts';
import { openDatabase, seed } from './lib/seed';
import type { Server } from './lib/server';

const NAME =
  'JavaScript of the first load, gzipped: the portal ÷ a stock Backstage app';

/** What a browser loads until somebody is signed in and sees their first page. */
export async function* measure(): AsyncIterable<Outcome> {
  const executablePath = browser();
  if (!executablePath) {
    yield { name: NAME, skipped: 'install chromium, or set CHROMIUM to one' };
    return;
  }
  const portal = await startPortal();
  const stock = await startStock();
  const chrome = await launchChrome(executablePath);
  try {
    const db = openDatabase(portal);
    const { sessionSecret } = await seed(db);
    await db.destroy();
    const notes = new Set<string>();
    yield {
      name: NAME,
      target: 1.1,
      // Time has no part in it: anything else than the same is a fault.
      noise: { median: 1.001, middleHalf: 1.001 },
      found: await interleave({
        rounds: 1,
        ours: () =>
          inNewBrowser(chrome, (page, scripts) =>
            visitPortal(page, scripts, portal, sessionSecret, notes),
          ),
        other: () =>
          inNewBrowser(chrome, (page, scripts) =>
            visitStock(page, scripts, stock, notes),
          ),
      }),
      show: bytes => `${(bytes / 1000).toFixed(0)} kB`,
      notes: [
        ...notes,
        'stock: createApp() of @backstage/frontend-defaults with its own plugins, and @backstage/plugin-user-settings',
      ],
    };
  } finally {
    await chrome.close();
    await portal.stop();
    await stock.stop();
  }
}

/** The sign-in page as a stranger sees it, then the home page of somebody who is signed in. */
async function visitPortal(
  page: Page,
  scripts: Scripts,
  portal: Server,
  sessionSecret: string,
  notes: Set<string>,
): Promise<number> {
  await page.goto(portal.url);
  await page.getByRole('link', { name: 'Acme Corp' }).waitFor();
  await page.waitForLoadState('networkidle');
  const signIn = await scripts.describe();

  await enter(page.context(), portal, sessionSecret);
  await page.goto(portal.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const first = await scripts.size();
  notes.add(
    `portal: sign-in page ${signIn}; with home ${await scripts.describe()}`,
  );

  await page.goto(`${portal.url}/account`);
  await page.getByRole('tab').first().waitFor();
  await page.waitForLoadState('networkidle');
  const further = (await scripts.size()) - first;
  if (further === 0) {
    throw new Error(
      'The account page is part of the first load; load it lazily',
    );
  }
  notes.add(
    `a page loads when it is opened: the account page brings another ${(
      further / 1000
    ).toFixed(0)} kB`,
  );
  return first;
}

/** The sign-in page, then the one page as guest that needs no catalog. */
async function visitStock(
  page: Page,
  scripts: Scripts,
  stock: Server,
  notes: Set<string>,
): Promise<number> {
  await page.goto(`${stock.url}/settings/feature-flags`);
  await page.getByRole('button', { name: 'Enter' }).click({ trial: true });
  await page.waitForLoadState('networkidle');
  const signIn = await scripts.describe();

  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('a-flag').waitFor();
  await page.waitForLoadState('networkidle');
  notes.add(
    `stock: sign-in page ${signIn}; with feature flags ${await scripts.describe()}`,
  );
  return scripts.size();
}

async function inNewBrowser(
  chrome: Browser,
  visit: (page: Page, scripts: Scripts) => Promise<number>,
): Promise<number> {
  const context = await chrome.newContext();
  try {
    const page = await context.newPage();
    return await visit(page, new Scripts(page));
  } finally {
    await context.close();
  }
}
