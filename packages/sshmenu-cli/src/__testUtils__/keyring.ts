import { chmodSync, existsSync, readFileSync } from 'node:fs';
import type { Home } from './Home';

/** As `secret-tool`: keeps what it reads in a file, and writes down its arguments. */
const SECRET_TOOL = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } = require('fs');
const file = process.env.HOME + '/secret';
const [verb] = process.argv.slice(2);
appendFileSync(process.env.HOME + '/keyring-calls', JSON.stringify(process.argv.slice(2)) + '\\n');
if (process.env.KEYRING === 'locked') {
  process.stderr.write('Cannot unlock \\u001b[31mthe collection\\n');
  process.exit(1);
}
if (verb === 'store' && process.env.KEYRING !== 'forgetful') writeFileSync(file, readFileSync(0));
if (verb === 'lookup' && existsSync(file)) process.stdout.write(readFileSync(file));
if (verb === 'clear') rmSync(file, { force: true });
`;

/** Somebody at a desktop, whose keyring says what it was asked. */
export class Desktop {
  /** What makes it a desktop. */
  readonly environment = { DISPLAY: ':0' };

  constructor(private readonly home: Home) {
    home.write('bin/secret-tool', SECRET_TOOL);
    chmodSync(home.path('bin/secret-tool'), 0o755);
  }

  /** What the keyring holds. */
  get secret(): string | undefined {
    return this.#read('secret');
  }

  /** The arguments that it was called with, as anybody on the machine sees them. */
  get calls(): string {
    return this.#read('keyring-calls') ?? '';
  }

  #read(name: string): string | undefined {
    const file = this.home.path(name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }
}
