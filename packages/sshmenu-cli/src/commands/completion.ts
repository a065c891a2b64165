import { scriptFor, SHELLS } from '../completion/scripts';
import { EXIT, wrongUse } from '../exitCodes';
import { print } from '../output';
import { onlyOne } from './entryOptions';
import { parseOptions } from './options';

/** `s completion SHELL`: what a shell has to read, so that it completes commands and names. */
export async function run(args: string[]): Promise<number> {
  const { positionals } = parseOptions(args, {});
  const shell = onlyOne(positionals, `shell: ${SHELLS.join(', ')}`);
  const script = scriptFor(shell);
  if (script === undefined) {
    throw wrongUse(`There are completions for ${SHELLS.join(', ')}.`);
  }
  print(script);
  return EXIT.done;
}
