import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * The files that a pattern of `Include` names, in order. `*` and `?` may stand in each part of the path; a pattern without
 * them names itself.
 */
export function expandGlob(pattern: string): string[] {
  if (!/[*?]/.test(pattern)) return [pattern];
  const folders = expandGlob(dirname(pattern));
  const part = basename(pattern);
  if (!/[*?]/.test(part)) return folders.map(folder => join(folder, part));
  const expression = new RegExp(
    `^${part
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
  return folders.flatMap(folder =>
    namesIn(folder)
      .filter(name => expression.test(name) && !name.startsWith('.'))
      .sort()
      .map(name => join(folder, name)),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
