import { openEntries } from '../entries/openEntries';
import { EXIT, wrongUse } from '../exitCodes';
import { print } from '../output';
import { entryNamed } from './named';
import { parseOptions } from './options';

/** `s rm NAME…`: deletes entries, on every machine. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    list: { type: 'string' },
  });
  if (positionals.length === 0) {
    throw wrongUse('Name the entries to delete. `s list` shows them.');
  }
  const entries = openEntries();
  // All are looked up before one is deleted.
  const found = positionals.map(name => entryNamed(entries, name, values.list));
  for (const entry of found) {
    entries.delete(entry);
    print(`Deleted ${entry.name}.`);
  }
  return EXIT.done;
}
