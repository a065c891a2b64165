import type { OptionTable } from './optionTable';

/** An option of `ssh`, as its own parser would see it. */
export interface SshOption {
  letter: string;
  value?: string;
}

/** A command line of `ssh`, taken apart. */
export interface SshArguments {
  /** The words that hold options, exactly as they were given. */
  optionWords: string[];
  /** The same, understood. */
  options: SshOption[];
  /** The word that names where to go; absent where only options were given. */
  destination?: string;
  command: string[];
}

/** Options that cannot be understood. */
export type SshArgumentsProblem =
  | { problem: 'unknown-option'; letter: string }
  | { problem: 'no-value'; letter: string };

/**
 * Takes the arguments of `ssh` apart as `ssh` does: options may stand before and after the host, the first word after
 * that begins the command, and `--` ends the options.
 */
export function parseSshArguments(
  args: readonly string[],
  table: OptionTable,
): SshArguments | SshArgumentsProblem {
  const found: SshArguments = { optionWords: [], options: [], command: [] };
  const before = scanOptions(args, 0, table, found);
  if ('problem' in before) return before;
  if (before.next >= args.length) return found;
  found.destination = args[before.next];

  let rest = before.next + 1;
  if (!before.terminated) {
    const after = scanOptions(args, rest, table, found);
    if ('problem' in after) return after;
    rest = after.next;
  }
  found.command = args.slice(rest);
  return found;
}

function scanOptions(
  args: readonly string[],
  from: number,
  table: OptionTable,
  found: SshArguments,
): { next: number; terminated: boolean } | SshArgumentsProblem {
  let next = from;
  while (next < args.length) {
    const word = args[next];
    if (word === '--') return { next: next + 1, terminated: true };
    if (!word.startsWith('-') || word === '-') break;
    next += 1;
    found.optionWords.push(word);
    for (let i = 1; i < word.length; i += 1) {
      const letter = word[i];
      if (table.flags.has(letter)) {
        found.options.push({ letter });
        continue;
      }
      if (!table.valued.has(letter)) {
        return { problem: 'unknown-option', letter };
      }
      // The value is the rest of the word or, where that is empty, the next word, whatever it looks like.
      let value = word.slice(i + 1);
      if (value === '') {
        if (next >= args.length) return { problem: 'no-value', letter };
        value = args[next];
        found.optionWords.push(value);
        next += 1;
      }
      found.options.push({ letter, value });
      break;
    }
  }
  return { next, terminated: false };
}
