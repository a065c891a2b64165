import { spawn } from 'node:child_process';

/** Whether a browser that is opened here is seen by whoever sits at the terminal. */
export function hasBrowser(environment: NodeJS.ProcessEnv): boolean {
  if (environment.BROWSER) return true;
  if (environment.SSH_CONNECTION || environment.SSH_TTY) return false;
  return (
    process.platform === 'darwin' ||
    Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
  );
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
