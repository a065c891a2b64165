import { expect, Page, test } from '@playwright/test';
import {
  HAS_REAL_CLUSTERS,
  realCluster,
  TestNamespace,
  WHY_SKIPPED,
} from './clusters/real';
import { look, makeKey, postWithKey, signIn } from './support';

test.describe('on real control planes', () => {
  test.skip(!HAS_REAL_CLUSTERS, WHY_SKIPPED);
  test.describe.configure({ timeout: 180_000 });

  let dev: TestNamespace;
  test.beforeAll(async () => {
    dev = new TestNamespace(realCluster('dev'));
    await dev.create();
    await Promise.all([
      dev.deploy('web', { groups: 'acme/payments' }),
      dev.deploy('broken', { groups: 'acme/payments', fails: true }),
    ]);
  });
  test.afterAll(() => dev.remove());

  test('a member restarts a workload, sees its pods and logs, and that it is ready', async ({
    page,
  }) => {
    await signIn(page, 'ben', `/restarts?workloads.filter=${dev.name}`);
    await startRestart(page, 'web');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('web');
    const fresh = page.getByRole('region', { name: 'New pods' });
    await expect(fresh.getByText('3 of 3 ready')).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.getByText(/listening on :8080/).first()).toBeVisible();
    await expect(
      page.getByRole('status').filter({ hasText: /^Ready\./ }),
    ).toBeAttached({ timeout: 30_000 });
    await page.screenshot({ path: `${__dirname}/screens/restart-ready.png` });

    // The same for whoever comes back to it.
    await page.reload();
    await expect(fresh.getByText('3 of 3 ready')).toBeVisible();
    expect(await dev.revisions('web')).toBe(2);
  });

  test('a workload whose new pod fails says why', async ({ page }) => {
    await signIn(page, 'ben', `/restarts?workloads.filter=${dev.name}`);
    await startRestart(page, 'broken');
    await expect(
      page.getByRole('status').filter({ hasText: /^Failed\./ }),
    ).toBeAttached({ timeout: 90_000 });
    const panel = page.getByRole('region', { name: /failed/i }).first();
    await expect(panel).toContainText('main');
    await page.screenshot({ path: `${__dirname}/screens/restart-failed.png` });
  });

  test('a member of another organisation sees neither', async ({ page }) => {
    await signIn(page, 'hana', `/restarts?workloads.filter=${dev.name}`);
    await expect(page.getByRole('main')).toContainText(/no|none|nothing/i);
    await expect(page.getByText('broken')).toBeHidden();
    await expect(page.getByText('web', { exact: true })).toBeHidden();
    const path = `/api/restarts/clusters/${dev.cluster.name}/namespaces/${dev.name}/deployments`;
    const key = await makeKey(page, ['*']);
    const [theirs, made] = await Promise.all(
      ['web', 'made-up'].map(name =>
        postWithKey(page, key, `${path}/${name}/restart`),
      ),
    );
    expect([theirs.status, made.status]).toEqual([404, 404]);
  });

  test('a pipeline restarts what its narrow key names, and waits for the end', async ({
    page,
  }) => {
    await signIn(page, 'ben');
    const cluster = dev.cluster.name;
    const key = await makeKey(page, [
      `restarts:restart:${cluster}/${dev.name}/deployments/web`,
    ]);
    const path = `/api/restarts/clusters/${cluster}/namespaces/${dev.name}/deployments`;
    const web = await postWithKey(
      page,
      key,
      `${path}/web/restart?wait=true&timeout=90s`,
    );
    expect([web.status, web.body.state]).toEqual([200, 'ready']);
    const broken = await postWithKey(
      page,
      key,
      `${path}/broken/restart?wait=true&timeout=90s`,
    );
    expect(broken.status).toBe(404);
  });

  test('with a cluster suspended, every page answers as always', async ({
    page,
  }) => {
    const prod = realCluster('prod');
    process.kill(prod.relay, 'SIGSTOP');
    try {
      await signIn(page, 'ben', '/clusters');
      await expect(
        page.getByRole('row', { name: new RegExp(prod.name) }),
      ).toContainText(/not reached|failed|no answer/i, { timeout: 20_000 });
      await expect(
        page.getByRole('row', { name: new RegExp(dev.cluster.name) }),
      ).toContainText(/good/i);
      for (const path of [
        `/clusters/${prod.name}`,
        '/restarts',
        '/',
        '/account',
      ]) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      }
      await page.goto(`/restarts?workloads.filter=${dev.name}`);
      await startRestart(page, 'web');
      await expect(
        page.getByRole('status').filter({ hasText: /^Ready\./ }),
      ).toBeAttached({ timeout: 90_000 });
    } finally {
      process.kill(prod.relay, 'SIGCONT');
    }
    await page.goto('/clusters');
    await expect(
      page.getByRole('row', { name: new RegExp(prod.name) }),
    ).toContainText(/good/i, { timeout: 30_000 });
  });
});

test.describe('in the sandbox', () => {
  test.describe.configure({ timeout: 120_000 });

  test('several are restarted at once, after seeing what would happen', async ({
    page,
  }) => {
    await signIn(page, 'ben', '/restarts?cluster=dev&workloads.filter=acme');
    for (const name of ['payments-api', 'refunds', 'ledger']) {
      await page
        .getByRole('checkbox', { name: `Choose ${name}`, exact: true })
        .check();
    }
    await page.getByRole('button', { name: 'Restart 3 workloads' }).click();
    const dialog = page.getByRole('dialog');
    // One of them is paused.
    await expect(dialog).toContainText(/paused/i);
    await look(page, 'batch-plan');
    await dialog.getByRole('button', { name: 'Restart 2 workloads' }).click();
    await expect(page).toHaveURL(/\/restarts\/batches\//);
    await expect(
      page.getByRole('heading', { level: 1, name: 'Restart of 2 workloads' }),
    ).toBeVisible();
    await expect(
      page.getByRole('status').filter({ hasText: /^Ready\./ }),
    ).toBeAttached({ timeout: 50_000 });
    await look(page, 'batch-ready');
  });

  test('a restart that does not come back says why, also on a small screen in the dark', async ({
    browser,
  }) => {
    const context = await browser.newContext({
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await signIn(page, 'ben', '/restarts?cluster=dev&workloads.filter=settle');
    await startRestart(page, 'settlements');
    await expect(
      page.getByRole('status').filter({ hasText: /^Failed\./ }),
    ).toBeAttached({ timeout: 50_000 });
    await expect(page.getByText('Its last lines')).toBeVisible();
    await look(page, 'restart-failed-390-dark');
    await context.close();
  });

  test('beside the button stands what a pipeline needs', async ({ page }) => {
    await signIn(
      page,
      'ben',
      '/restarts?cluster=prod&workloads.filter=checkout',
    );
    await page
      .getByRole('button', { name: 'Restart checkout from a pipeline' })
      .click();
    await expect(
      page
        .getByText(
          /restarts:restart:prod\/acme-payments\/deployments\/checkout/,
        )
        .first(),
    ).toBeVisible();
    await look(page, 'restart-pipeline');
  });
});

async function startRestart(page: Page, name: string) {
  await page
    .getByRole('button', { name: `Restart ${name}`, exact: true })
    .click({ timeout: 30_000 });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('New certificate');
  await dialog.getByRole('button', { name: 'Restart' }).click();
  await expect(page).toHaveURL(/\/restarts\/[^?]+$/);
}
