import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..');
let built: string | undefined;

/** The one file that people install, made of the sources as they are now. */
export function builtProgram(): string {
  if (!built) {
    execFileSync(process.execPath, [join(FOLDER, 'scripts', 'build.mjs')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    built = join(FOLDER, 'dist', 's.js');
    if (!existsSync(built)) throw new Error(`${built} was not built`);
  }
  return built;
}
