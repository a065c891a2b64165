import { readFileSync } from 'node:fs';
import { MINE } from '@wheelhouse/plugin-sshmenu-common';
import { openEntries } from '../entries/openEntries';
import { CommandError, EXIT, wrongUse } from '../exitCodes';
import type { Found } from '../importing/Found';
import { readJson } from '../importing/jsonFile';
import { readKnownHosts } from '../importing/knownHosts';
import { readMine } from '../importing/readMine';
import { readSshConfig } from '../importing/sshConfig';
import { sortFound } from '../importing/take';
import { print, tell } from '../output';
import { parseOptions } from './options';

/** `s import [FILE]`: adds the hosts of a file; without one, those of `~/.ssh`. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    list: { type: 'string' },
    'dry-run': { type: 'boolean' },
  });
  if (positionals.length > 1) throw wrongUse('Name one file to import.');
  const found = read(positionals[0]);
  const entries = openEntries();
  const { fresh, known, notes } = sortFound(found, entries);
  tell(...notes);
  if (values['dry-run']) {
    print(...fresh.map(({ name, host }) => `${name}  ${host}`));
  } else {
    entries.addAll(fresh, values.list ?? MINE);
  }
  const verb = values['dry-run'] ? 'Would add' : 'Added';
  print(`${verb} ${fresh.length}; ${known} were there already.`);
  return EXIT.done;
}

/** The kind of a file shows in what it says, not in its name. */
function read(file: string | undefined): Found {
  if (file === undefined) return readMine();
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CommandError(
      `${file} could not be read: ${(error as Error).message}`,
      EXIT.failed,
    );
  }
  if (/^\s*[[{]\s*["{\]}]/.test(text)) return readJson(text);
  return /^\s*(?:Host|Match|Include|[A-Z][A-Za-z]+)[ \t=]/im.test(text) &&
    !/^\S+ (?:ssh|ecdsa|sk)-\S+ AAAA/m.test(text)
    ? readSshConfig(file)
    : readKnownHosts(file);
}
