import { COMMANDS, type Command } from './commands';
import { run as connect } from './commands/connect';
import { exitCodeOf } from './exitCodes';
import { takeOver } from './firstFrame';
import { tell } from './output';

/** What begins with two dashes is no option of `ssh`, and so is ours. The last one is how `s` calls itself. */
const OPTIONS: Record<string, () => Promise<Command>> = {
  '-h': COMMANDS.help,
  '--help': COMMANDS.help,
  '--version': () => import('./commands/version'),
  '--background': () => import('./commands/background'),
};

/** A word that is no command is for `ssh`, and so is everything behind `--`. */
async function run(args: string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) {
    return (await import('./commands/menu')).run({ takeOver });
  }
  for (const commands of [COMMANDS, OPTIONS]) {
    if (Object.hasOwn(commands, first)) {
      return (await commands[first]()).run(rest);
    }
  }
  return connect(args);
}

/** Runs `s`, and leaves its exit code behind. */
export async function start(args: string[]): Promise<void> {
  try {
    process.exitCode = await run(args);
  } catch (error) {
    // Nobody wants to see where in the program something went wrong.
    tell(`s: ${(error as Error).message}`);
    process.exitCode = exitCodeOf(error);
  }
}
