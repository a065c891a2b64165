// npm test: all unit and whole-plugin tests, then the browser tests. With arguments: only Jest, with those arguments.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser } from '../../packages/testing/src/browser.ts';
import { run } from '../lib/child.mjs';

const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

const reports = mkdtempSync(join(tmpdir(), 'wheelhouse-test-'));
const args = process.argv.slice(2);
const notes = [];
const totals = { passed: 0, failed: 0, skipped: 0 };

await jest();
if (args.length === 0) await playwright();
rmSync(reports, { recursive: true });

for (const note of notes) process.stdout.write(`${note}\n`);
const { passed, failed, skipped } = totals;
process.stdout.write(
  `${passed} passed, ${failed} failed, ${skipped} skipped\n`,
);
process.exitCode = failed > 0 ? 1 : 0;

async function jest() {
  const file = join(reports, 'jest.json');
  const code = await run(
    'backstage-cli',
    [
      ...['repo', 'test', '--watchAll=false', '--maxWorkers=2'],
      ...['--json', `--outputFile=${file}`, '--passWithNoTests', ...args],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env: jestEnvironment() },
  );
  const report = read(file);
  count(
    'Jest',
    code,
    report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
    },
  );
  if (!process.env[POSTGRES]) {
    notes.push(
      `Skipped: tests on Postgres. To have them, set ${POSTGRES} to a throw-away Postgres 15, or run .ci/run.`,
    );
  }
}

function jestEnvironment() {
  // What a shell has set for the portal is not meant for its tests.
  const { LOG_LEVEL, NODE_ENV, ...rest } = process.env;
  return { ...rest, CI: 'true', BACKSTAGE_TEST_DISABLE_DOCKER: '1' };
}

async function playwright() {
  const executable = browser();
  const file = join(reports, 'playwright.json');
  const code = await run(
    'playwright',
    [
      ...[
        'test',
        '--config',
        'e2e/playwright.config.ts',
        '--pass-with-no-tests',
      ],
      ...(executable ? [] : ['--list']),
    ],
    {
      stdio: ['ignore', executable ? 'inherit' : 'ignore', 'inherit'],
      env: {
        ...process.env,
        CHROMIUM: executable ?? '',
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      },
    },
  );
  const stats = read(file)?.stats;
  if (executable) {
    count(
      'Playwright',
      code,
      stats && {
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected,
        skipped: stats.skipped,
      },
    );
    return;
  }
  totals.skipped += stats ? stats.expected + stats.skipped : 0;
  notes.push(
    'Skipped: the browser tests, for want of a Chromium. To have them, install chromium (Debian), run `npx playwright install chromium`, or set CHROMIUM to one.',
  );
}

/** A runner that fails without naming a failed test (a suite that does not compile, a crash) still counts as one. */
function count(runner, code, result) {
  if (result) {
    for (const key of Object.keys(totals)) totals[key] += result[key];
  }
  if (code !== 0 && !result?.failed) {
    totals.failed += 1;
    notes.push(`${runner} ended with exit code ${code}: the reason is above.`);
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
