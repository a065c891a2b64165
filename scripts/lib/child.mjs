import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Starts a command whose end is awaited, and passes on the signals that reach this process meanwhile.
 * `exited` resolves to the exit code as a shell would give it: 128 and the signal's number where a signal ended it.
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  const forward = signal => {
    // A terminal sends Ctrl-C to everybody itself; twice would cut the other's clean end short.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal]),
    );
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, forward);
  });
  return { child, exited };
}

/** Runs a command to its end; resolves to its exit code. */
export function run(command, args, options) {
  return start(command, args, options).exited;
}

/** Ends this process with a message for people. */
export function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}
