import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Found } from './Found';
import { readKnownHosts } from './knownHosts';
import { readSshConfig } from './sshConfig';

/** What somebody's own files of `ssh` know: first what they have written themselves. */
export function readMine(): Found {
  const folder = join(homedir(), '.ssh');
  const found: Found = { entries: [], notes: [] };
  for (const [name, read] of [
    ['config', readSshConfig],
    ['known_hosts', readKnownHosts],
  ] as const) {
    const file = join(folder, name);
    if (!existsSync(file)) continue;
    try {
      const { entries, notes } = read(file);
      found.entries.push(...entries);
      found.notes.push(...notes);
    } catch (error) {
      found.notes.push(
        `${file} could not be read: ${(error as Error).message}`,
      );
    }
  }
  return { ...found, entries: withoutKnownTwice(found.entries) };
}

/** What known_hosts tells of a host that the configuration has under a name of its own says nothing new. */
function withoutKnownTwice(entries: Found['entries']): Found['entries'] {
  const places = new Set<string>();
  return entries.filter(({ name, host, port }) => {
    const place = `${host.toLowerCase()} ${port ?? 22}`;
    const isKnown = places.has(place);
    places.add(place);
    return !isKnown || name !== host;
  });
}
