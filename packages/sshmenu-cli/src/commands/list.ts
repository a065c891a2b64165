import {
  EntryFilter,
  nameProblem,
  sortEntries,
  targetOf,
  titleOfList,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import { openEntries } from '../entries/openEntries';
import { EXIT } from '../exitCodes';
import { print } from '../output';
import { readPreferences } from '../store/preferences';
import { parseOptions } from './options';

/** `s list [--json] [WORD…]`: the entries, one a line. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean' },
    // For completions: a name a line, without those that the validator refuses.
    names: { type: 'boolean' },
  });
  const entries = openEntries();
  const { sort } = readPreferences(entries.folder);
  const sorted = sortEntries(entries.all(), sort);
  const found = new EntryFilter(sorted).find(positionals.join(' '));
  if (values.json) {
    // Escaped as JSON has it, which is harmless everywhere.
    print(asciiJson(found));
  } else if (values.names) {
    print(...found.map(({ name }) => name).filter(name => !nameProblem(name)));
  } else {
    print(...table(found));
  }
  return EXIT.done;
}

function table(entries: MenuEntry[]): string[] {
  const width = Math.min(
    40,
    Math.max(0, ...entries.map(({ name }) => name.length)),
  );
  return entries.map(entry =>
    [
      entry.name.padEnd(width),
      targetOf(entry),
      ...(entry.list === 'mine' ? [] : [`(${titleOfList(entry.list)})`]),
      ...(entry.tags ?? []).map(tag => `#${tag}`),
    ].join('  '),
  );
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[^\x20-\x7e\n]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
