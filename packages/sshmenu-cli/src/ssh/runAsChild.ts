import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** What a terminal sends to everyone in the foreground: `ssh` answers, we wait. */
const OF_THE_TERMINAL = ['SIGINT', 'SIGQUIT'] as const;
/** What somebody sends to us alone, and means for `ssh`. */
const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;

/**
 * Runs a program with our terminal, input and output, and ends as it ends: with its exit code or by the same signal.
 * @returns its exit code
 */
export function runAsChild(
  file: string,
  args: readonly string[],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit' });
    const ignore = () => {};
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    for (const signal of OF_THE_TERMINAL) process.on(signal, ignore);
    for (const signal of FORWARDED) process.on(signal, forward);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of OF_THE_TERMINAL) process.off(name, ignore);
      for (const name of FORWARDED) process.off(name, forward);
      if (signal) process.kill(process.pid, signal);
      resolve(code ?? 128 + constants.signals[signal!]);
    });
  });
}
