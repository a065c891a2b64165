import { sortEntries } from '@wheelhouse/plugin-sshmenu-common';
import { openEntries } from '../entries/openEntries';
import { EXIT, wrongUse } from '../exitCodes';
import { writeSshConfig } from '../importing/exportSshConfig';
import { writeJson } from '../importing/jsonFile';
import { print, tell } from '../output';
import { parseOptions } from './options';

/** `s export [--format json|ssh_config]`: writes the entries for others to read. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', default: 'json' },
    list: { type: 'string' },
  });
  if (positionals.length > 0) {
    throw wrongUse('`s export` writes to its output: `s export > FILE`.');
  }
  const { format, list } = values;
  const entries = sortEntries(
    openEntries()
      .all()
      .filter(entry => list === undefined || entry.list === list),
    'name',
  );
  if (format === 'json') {
    print(writeJson(entries));
  } else if (format === 'ssh_config') {
    const { text, left } = writeSshConfig(entries);
    print(text);
    if (left.length > 0)
      tell(`Left out, as it has no place there: ${left.join(', ')}.`);
  } else {
    throw wrongUse('The format is `json` or `ssh_config`.');
  }
  return EXIT.done;
}
