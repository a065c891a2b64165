import { spawn } from 'node:child_process';
import { hasDesktop } from './keyring';

/** Whether a browser that is opened here is seen by whoever sits at the terminal. */
export function hasBrowser(environment: NodeJS.ProcessEnv): boolean {
  if (environment.SSH_CONNECTION || environment.SSH_TTY) return false;
  return Boolean(environment.BROWSER) || hasDesktop(environment);
}

/** Opens an address in somebody's browser. */
export function openBrowser(address: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  spawn(process.env.BROWSER || opener, [address], {
    detached: true,
    stdio: 'ignore',
  })
    // The address is printed too: whoever has no browser here takes it elsewhere.
    .on('error', () => {})
    .unref();
}
