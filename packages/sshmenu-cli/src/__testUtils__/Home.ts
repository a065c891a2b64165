import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import { builtProgram } from './build';

/** Writes down each argument as JSON, so that nothing of it is lost, and ends with a code that `ssh` never has. */
const FAKE_SSH = `#!${process.execPath}
const { appendFileSync } = require('fs');
const args = process.argv.slice(2);
if (args.length === 0) {
  process.stderr.write('usage: ssh [-46Aa] [-B bind_interface] [-P tag] destination [command]\\n');
  process.exit(255);
}
appendFileSync(process.env.SSH_CALLS, JSON.stringify(args) + '\\n');
if (args.includes('signal')) process.kill(process.pid, 'SIGTERM');
process.exit(Number(process.env.SSH_EXIT ?? 42));
`;

/** A browser in which somebody is signed in already: goes where it is sent. */
const FAKE_BROWSER = `#!${process.execPath}
fetch(process.argv[2]).then(answer => answer.text());
`;

/** How the fake `ssh` ends. */
export const FAKE_EXIT = 42;

/** Somebody's home folder, with an `ssh` first on PATH that only writes down how it was called. */
export class Home {
  readonly folder = mkdtempSync(join(tmpdir(), 'sshmenu-'));
  readonly environment: NodeJS.ProcessEnv;

  constructor() {
    this.write('bin/ssh', FAKE_SSH);
    this.write('bin/browser', FAKE_BROWSER);
    for (const name of ['ssh', 'browser']) {
      chmodSync(this.path(`bin/${name}`), 0o755);
    }
    this.environment = {
      HOME: this.folder,
      PATH: `${this.path('bin')}:${process.env.PATH}`,
      SSHMENU_HOME: this.path('menu'),
      SSH_CALLS: this.path('calls'),
      BROWSER: this.path('bin/browser'),
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
    };
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    const file = this.path(name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Runs `s` without a terminal. */
  run(
    args: string[],
    options: {
      environment?: NodeJS.ProcessEnv;
      nodeOptions?: string[];
      input?: string;
    } = {},
  ): SpawnSyncReturns<string> {
    return spawnSync(
      process.execPath,
      [...(options.nodeOptions ?? []), builtProgram(), ...args],
      {
        env: { ...this.environment, ...options.environment },
        encoding: 'utf8',
        input: options.input ?? '',
        timeout: 30_000,
      },
    );
  }

  /** Runs `s` while this process goes on, such as serving it. */
  start(
    args: string[],
    environment: NodeJS.ProcessEnv = {},
  ): Promise<{ status: number | null; stdout: string; stderr: string }> {
    const child = spawn(process.execPath, [builtProgram(), ...args], {
      env: { ...this.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', data => (output.stdout += data));
    child.stderr.on('data', data => (output.stderr += data));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', status => resolve({ status, ...output }));
    });
  }

  /** Runs `s` for a reader who has gone before anything is written. */
  async startUnread(
    args: string[],
  ): Promise<{ status: number | null; stderr: string }> {
    const child = spawn(process.execPath, [builtProgram(), ...args], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', data => (stderr += data));
    const [status] = await once(child, 'close');
    return { status, stderr };
  }

  /** The entries that `s list` shows. */
  entries(): MenuEntry[] {
    return JSON.parse(this.run(['list', '--json']).stdout);
  }

  /** How `ssh` was called so far. */
  calls(): string[][] {
    const file = this.path('calls');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
