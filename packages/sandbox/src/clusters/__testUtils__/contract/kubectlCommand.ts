/* eslint-disable jest/no-export, jest/valid-describe-callback, jest/no-disabled-tests, jest/expect-expect,
   jest/valid-title --
   this makes suites for test files, and is none */
import { spawn, spawnSync } from 'node:child_process';

/** Names the kubectl to test with; by default the one on the PATH. */
const VARIABLE = 'KUBECTL';
const command = process.env[VARIABLE] ?? 'kubectl';
const found = spawnSync(command, ['version', '--client']).status === 0;

/** Runs the real kubectl with a kubeconfig. */
export class Kubectl {
  constructor(private readonly kubeconfig: string) {}

  /** What it writes. @throws Error with that, where it fails */
  async run(...args: string[]): Promise<string> {
    let output = '';
    const child = this.#spawn(args, text => (output += text));
    const code = await new Promise(resolve => child.once('close', resolve));
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${output}`);
    return output;
  }

  /** Runs it until it has written what is waited for, and returns all that it wrote by then. */
  async until(enough: (output: string) => boolean, ...args: string[]) {
    let output = '';
    const child = this.#spawn(args, text => {
      output += text;
      if (enough(output)) child.kill();
    });
    await new Promise(resolve => child.once('close', resolve));
    return output;
  }

  #spawn(args: string[], write: (text: string) => void) {
    const child = spawn(command, ['--kubeconfig', this.kubeconfig, ...args]);
    child.stdout.on('data', data => write(String(data)));
    child.stderr.on('data', data => write(String(data)));
    return child;
  }
}

/** A suite that needs kubectl. Where there is none it stands as skipped, so that reports say so. */
export function describeWithKubectl(name: string, suite: () => void): void {
  if (found) {
    describe(name, suite);
  } else {
    describe(name, () => {
      it.skip(`needs kubectl on the PATH, or ${VARIABLE}`, () => {});
    });
  }
}
