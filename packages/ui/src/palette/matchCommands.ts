import type { PaletteCommand } from './types';

function wordScore(word: string, text: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return /[\s/.:@-]/.test(text[at - 1]) ? 2 : 1;
}

function score(words: string[], command: PaletteCommand): number {
  const title = command.title.toLowerCase();
  const others = [command.group, ...(command.keywords ?? [])].map(text =>
    text.toLowerCase(),
  );
  let total = 0;
  for (const word of words) {
    const inTitle = 2 * wordScore(word, title);
    const best = Math.max(
      inTitle,
      ...others.map(text => wordScore(word, text)),
    );
    if (best === 0) return 0;
    total += best;
  }
  return total;
}

/** The commands in which every word of the query is found, best first; all of them for an empty query. */
export function matchCommands(
  query: string,
  commands: PaletteCommand[],
): PaletteCommand[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands;
  return commands
    .map(command => ({ command, points: score(words, command) }))
    .filter(({ points }) => points > 0)
    .sort((left, right) => right.points - left.points)
    .map(({ command }) => command);
}

/** Commands under their headings, in the order in which the headings first appear. */
export function groupCommands(
  commands: PaletteCommand[],
): Array<{ group: string; commands: PaletteCommand[] }> {
  const groups = new Map<string, PaletteCommand[]>();
  for (const command of commands) {
    const members = groups.get(command.group) ?? [];
    members.push(command);
    groups.set(command.group, members);
  }
  return [...groups].map(([group, members]) => ({ group, commands: members }));
}
