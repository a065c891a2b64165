import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { browser, browserArguments } from '../packages/testing/src/browser';
import { PORTAL } from './support';

// The configuration is read by each worker too; the folder is the first reader's.
process.env.WHEELHOUSE_E2E_DATA ??= mkdtempSync(join(tmpdir(), 'wheelhouse-'));

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // One portal for all of them: tests that change what others see would meet.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // `npm test` counts from the second.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME
    ? [['list'], ['json']]
    : [['list']],
  use: {
    baseURL: PORTAL,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: browser(),
      args: browserArguments,
    },
  },
  webServer: {
    command: 'node start.mjs',
    url: `${PORTAL}/.backstage/health/v1/readiness`,
    env: { WHEELHOUSE_DATA: process.env.WHEELHOUSE_E2E_DATA },
    // Building the page is part of it.
    timeout: 300_000,
    reuseExistingServer: !process.env.CI,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
