import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The Chromium that browser tests use: `CHROMIUM`, the system's, or Playwright's own; undefined where there is none. */
export function browser(): string | undefined {
  const candidates = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    playwrightsOwn(),
  ];
  return candidates.find(path => path && existsSync(path));
}

/** What that Chromium is started with. */
export const browserArguments: string[] = [
  // Where there is no graphics card, pages are drawn in two thirds of the time without a simulated one.
  '--disable-gpu',
  // Chromium's sandbox refuses to run as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

function playwrightsOwn(): string | undefined {
  const require = createRequire(`${process.cwd()}/`);
  try {
    return require('@playwright/test').chromium.executablePath();
  } catch {
    // Not installed, or not for this platform.
    return undefined;
  }
}
