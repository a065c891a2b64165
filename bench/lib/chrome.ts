import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { browserArguments } from '../../packages/testing/src/browser';
import type { Server } from './server';

export function launchChrome(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: browserArguments,
  });
}

/** Lets a browser be somebody who is signed in. */
export function enter(
  context: BrowserContext,
  portal: Server,
  sessionSecret: string,
): Promise<void> {
  return context.addCookies([
    {
      name: 'wheelhouse-session',
      value: sessionSecret,
      url: `${portal.url}/api`,
    },
  ]);
}
