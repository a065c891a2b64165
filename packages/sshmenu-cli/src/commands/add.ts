import { MINE, quoteForShell } from '@wheelhouse/plugin-sshmenu-common';
import { nameFor } from '../entries/lookup';
import { openEntries } from '../entries/openEntries';
import { EXIT } from '../exitCodes';
import { print } from '../output';
import { parseDestination } from '../ssh/destination';
import {
  checkedFields,
  ENTRY_OPTIONS,
  fieldsFromOptions,
  onlyOne,
} from './entryOptions';
import { parseOptions } from './options';

/** `s add [USER@]HOST […]`: adds an entry without connecting. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, ENTRY_OPTIONS);
  const { user, host, port } = parseDestination(onlyOne(positionals, 'host'));
  const target = {
    name: host,
    host,
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port: Number(port) }),
    ...fieldsFromOptions(values),
  };
  const entries = openEntries();
  const name = values.name ?? nameFor(target, entries.all());
  const fields = checkedFields({ ...target, name });
  const added = entries.add(fields, values.list ?? MINE);
  print(`Added ${added.name}. \`s ${quoteForShell(added.name)}\` connects.`);
  return EXIT.done;
}
