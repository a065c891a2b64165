import { fieldsOf } from '@wheelhouse/plugin-sshmenu-common';
import { openEntries } from '../entries/openEntries';
import { EXIT, wrongUse } from '../exitCodes';
import { print } from '../output';
import {
  checkedFields,
  ENTRY_OPTIONS,
  fieldsFromOptions,
  onlyOne,
} from './entryOptions';
import { entryNamed } from './named';
import { parseOptions } from './options';

/** `s edit NAME […]`: changes what the options name, and nothing else. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, ENTRY_OPTIONS);
  const name = onlyOne(positionals, 'entry');
  const changes = fieldsFromOptions(values);
  if (Object.keys(changes).length === 0) {
    throw wrongUse('Say what to change, such as `--port 2222` or `--user ""`.');
  }
  const entries = openEntries();
  const entry = entryNamed(entries, name, values.list);
  const fields = checkedFields({ ...fieldsOf(entry), ...changes });
  entries.edit(entry, fields);
  print(`Changed ${fields.name}.`);
  return EXIT.done;
}
