import { parseArgs, type ParseArgsConfig } from 'node:util';
import { wrongUse } from '../exitCodes';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads the options of a command; what it does not know is told, with where to read more. */
export function parseOptions<T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw wrongUse(
      `${(error as Error).message.replace(
        /\.? To specify.*$/s,
        '.',
      )} \`s help\` shows the commands.`,
    );
  }
}
