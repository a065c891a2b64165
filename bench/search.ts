import { Browser, Page, Route } from '@playwright/test';
import type { Workload } from '@wheelhouse/plugin-restarts-common';
import { browser } from '../packages/testing/src/browser';
import { enter, launchChrome } from './lib/chrome';
import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';
import { startPortal } from './lib/portals';
import { openDatabase, seed } from './lib/seed';
import type { Server } from './lib/server';

const KEYSTROKE =
  'Search over 10,000 workloads: from a keystroke until its list is painted ÷ 100 ms';
const FIRST_PAGE =
  'The first of 10,000 workloads: from the end of the API’s answer until they are painted ÷ 200 ms';

const COUNT = 10_000;
const PAGE_SIZE = 200;
const KEYSTROKE_MS = 100;
const FIRST_PAGE_MS = 200;

/** What is typed, letter by letter: the first letters match most, the last ones a handful. */
const TYPED = ['api 7 payments', 'e', 'checkout prod 99', '0'];

/** The same thing measured twice, where other programs take the processor now and then. */
const NOISE = { median: 1.3, middleHalf: 2 };

/** What a reader waits for while they look for a workload, in a real browser with the portal's own page. */
export async function* measure(): AsyncIterable<Outcome> {
  const executablePath = browser();
  if (!executablePath) {
    const skipped = 'install chromium, or set CHROMIUM to one';
    yield { name: KEYSTROKE, skipped };
    yield { name: FIRST_PAGE, skipped };
    return;
  }
  const portal = await startPortal();
  const chrome = await launchChrome(executablePath);
  try {
    const db = openDatabase(portal);
    const { sessionSecret } = await seed(db);
    await db.destroy();
    const notes = [
      'the API is answered by the bench, so that only the page is measured; painted: in the frame after the rows are there',
    ];
    const show = (ms: number) => `${ms.toFixed(0)} ms`;

    const page = await openPage(chrome, portal, sessionSecret);
    await allRead(page);
    const letters = typing(page);
    yield {
      name: KEYSTROKE,
      target: 1,
      noise: NOISE,
      found: await interleave({
        rounds: 12,
        ours: async () => (await letters.next()).value,
        other: async () => KEYSTROKE_MS,
      }),
      show,
      notes,
    };
    await page.context().close();

    yield {
      name: FIRST_PAGE,
      target: 1,
      noise: NOISE,
      found: await interleave({
        rounds: 4,
        ours: async () => {
          const fresh = await openPage(chrome, portal, sessionSecret);
          const ms = await fresh.evaluate(() => (window as any).firstRows);
          await fresh.context().close();
          return ms;
        },
        other: async () => FIRST_PAGE_MS,
      }),
      show,
      notes,
    };
  } finally {
    await chrome.close();
    await portal.stop();
  }
}

/** The list, as soon as its first rows are painted; how long that took is `window.firstRows`. */
async function openPage(
  chrome: Browser,
  portal: Server,
  sessionSecret: string,
): Promise<Page> {
  const context = await chrome.newContext({
    viewport: { width: 1440, height: 900 },
  });
  await enter(context, portal, sessionSecret);
  const page = await context.newPage();
  await page.route(/\/api\/(restarts|live)\b/, answer);
  await page.addInitScript(watchFirstRows);
  await page.goto(`${portal.url}/restarts`);
  await page.waitForFunction(() => (window as any).firstRows !== undefined);
  return page;
}

async function allRead(page: Page): Promise<void> {
  await page
    .locator(`[role=grid][aria-rowcount="${COUNT + 1}"]`)
    .waitFor({ timeout: 120_000 });
}

/** Types letter after letter and gives how long each took to be painted, in milliseconds. */
async function* typing(page: Page): AsyncGenerator<number, never> {
  const field = page.getByRole('searchbox');
  for (let round = 0; ; round += 1) {
    await field.fill('');
    await field.focus();
    let typed = '';
    for (const letter of TYPED[round % TYPED.length]) {
      typed += letter;
      await page.evaluate(watchKeystroke, countOf(typed) + 1);
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      yield page.evaluate(() => (window as any).keystroke as Promise<number>);
    }
  }
}

// What follows runs in the page.

/** Times from the end of the first answer to the frame after the first rows. */
function watchFirstRows() {
  const look = () => {
    const [answered] = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/api/restarts/workloads'));
    if (answered && document.querySelector('[role=grid] [data-row-index]')) {
      const ended = (answered as PerformanceResourceTiming).responseEnd;
      requestAnimationFrame(() => {
        (window as any).firstRows = performance.now() - ended;
      });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Times from the next key pressed to the frame after the list says that it has so many rows. */
function watchKeystroke(rows: number) {
  (window as any).keystroke = new Promise<number>(resolve => {
    window.addEventListener(
      'keydown',
      event => {
        const look = () => {
          const shown = document
            .querySelector('[role=grid]')
            ?.getAttribute('aria-rowcount');
          if (shown === String(rows)) {
            requestAnimationFrame(() =>
              resolve(performance.now() - event.timeStamp),
            );
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}

// What follows stands for the API.

const NAMES = ['api', 'checkout', 'ledger', 'worker', 'gateway', 'mailer'];
const NAMESPACES = ['payments', 'orders', 'identity', 'platform'];
const CLUSTERS = ['dev', 'staging', 'prod'];

const workloads = Array.from(
  { length: COUNT },
  (_, index): Workload => ({
    cluster: CLUSTERS[index % CLUSTERS.length],
    namespace: NAMESPACES[index % NAMESPACES.length],
    kind: 'deployments',
    name: `${NAMES[index % NAMES.length]}-${index}`,
    state: index % 10 === 0 ? 'attention' : 'good',
    stateReason: index % 10 === 0 ? '2 of 3 pods are ready' : undefined,
    replicas: 3,
    ready: index % 10 === 0 ? 2 : 3,
    groups: ['acme/payments'],
    image: `acme/${NAMES[index % NAMES.length]}:1.${index % 50}`,
    restartedAt: new Date(Date.now() - index * 60_000).toISOString(),
  }),
);

async function answer(route: Route): Promise<void> {
  const url = new URL(route.request().url());
  if (!url.pathname.endsWith('/restarts/workloads')) {
    await route.fulfill({ status: 404, json: { error: { name: 'NotFound' } } });
    return;
  }
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const to = from + PAGE_SIZE;
  await route.fulfill({
    json: {
      items: workloads.slice(from, to),
      unavailable: [],
      ...(to < COUNT && { nextCursor: String(to) }),
    },
  });
}

/** How many rows a filter leaves, counted in another way than the page does. */
function countOf(filter: string): number {
  const words = filter.toLowerCase().split(' ').filter(Boolean);
  return workloads.filter(workload => {
    const { name, namespace, cluster, image, state, stateReason } = workload;
    const text = [
      name,
      namespace,
      cluster,
      'Deployment',
      image,
      state === 'good' ? 'Good' : 'Needs attention',
      stateReason,
    ]
      .join('\n')
      .toLowerCase();
    return words.every(word => text.includes(word));
  }).length;
}
