import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { expect, Page } from '@playwright/test';
import { Home } from '../packages/sshmenu-cli/src/__testUtils__/Home';
import { TerminalUser } from '../packages/sshmenu-cli/src/__testUtils__/TerminalUser';
import { PORTAL } from './support';

/** Leaves the address that it is opened with to whoever has the real browser. */
const BROWSER = `#!/bin/sh
printf %s "$1" > "$(dirname "$0")/address"
`;

/** Somebody at a machine of their own with `s` on it. */
export class Machine {
  readonly home = new Home();
  #user: TerminalUser | undefined;

  /** Runs `s` in a terminal. */
  start(...args: string[]): TerminalUser {
    this.#user?.close();
    this.#user = new TerminalUser(this.home, args, { columns: 100 });
    return this.#user;
  }

  /** Runs `s` and gives what it says. */
  run(...args: string[]): string {
    const { status, stdout, stderr } = this.home.run(args);
    expect({ args, status, stderr }).toMatchObject({ status: 0 });
    return stdout;
  }

  /** Exchanges changes with the portal now, as happens by itself from time to time. */
  exchange(): void {
    this.run('--background');
  }

  /** What the menu shows, sorted by name. */
  menu(): { name: string; list: string; port?: number }[] {
    return this.home.entries().sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Begins to sign in without a browser. Gives the code that is shown. */
  async askForCode(): Promise<{ user: TerminalUser; code: string }> {
    const user = this.start('login', PORTAL, '--device');
    await user.sees(`${PORTAL}/device?code=`);
    const [code] = user.screen.match(/[B-Z]{4}-[B-Z]{4}/)!;
    return { user, code };
  }

  /** Begins to sign in through a browser, and follows there where `s` leads. */
  async openBrowser(page: Page): Promise<TerminalUser> {
    this.home.write('bin/browser', BROWSER);
    chmodSync(this.home.path('bin/browser'), 0o755);
    const user = this.start('login', PORTAL);
    await user.sees('Which one');
    user.type('acme\r');
    const address = this.home.path('bin/address');
    await expect.poll(() => existsSync(address)).toBe(true);
    await page.goto(readFileSync(address, 'utf8'));
    return user;
  }

  close(): void {
    this.#user?.close();
    this.home.remove();
  }
}
