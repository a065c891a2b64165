import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { CommandError, EXIT } from '../exitCodes';

/**
 * The first `ssh` on PATH that can be run. Relative folders in PATH do not count: what runs must not depend on where one
 * stands. Neither does this program under the name `ssh`, which would start itself without end.
 */
export function findSsh(environment: NodeJS.ProcessEnv = process.env): string {
  for (const folder of (environment.PATH ?? '').split(':')) {
    if (!folder.startsWith('/')) continue;
    const file = `${folder}/ssh`;
    if (isExecutable(file) && !isOurselves(file)) return file;
  }
  throw new CommandError(
    'There is no ssh on PATH. Install OpenSSH’s client, or add its folder to PATH.',
    EXIT.noSsh,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function isOurselves(file: string): boolean {
  try {
    return realpathSync(file) === realpathSync(process.argv[1]);
  } catch {
    return false;
  }
}
