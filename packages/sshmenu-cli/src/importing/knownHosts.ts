import { readFileSync } from 'node:fs';
import type { EntryFields } from '@wheelhouse/plugin-sshmenu-common';
import type { Found } from './Found';

/** Reads the hosts that somebody has connected to. Of hashed ones nothing is left but their number. */
export function readKnownHosts(file: string): Found {
  const entries = new Map<string, EntryFields>();
  let hashed = 0;
  for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
    const [names = ''] = line.trim().split(/\s+/);
    // Certificate authorities and revoked keys name no host to go to.
    if (names === '' || names.startsWith('#') || names.startsWith('@'))
      continue;
    if (names.startsWith('|')) {
      hashed += 1;
      continue;
    }
    const entry = entryOf(names.split(','));
    if (entry) entries.set(`${entry.host} ${entry.port ?? ''}`, entry);
  }
  return {
    entries: [...entries.values()],
    notes:
      hashed > 0
        ? [
            `${hashed} ${
              hashed === 1 ? 'host is' : 'hosts are'
            } hashed in ${file} and cannot be read back; connect to them once with s.`,
          ]
        : [],
  };
}

/** A line names one host in several ways: a name is better than an address, which comes second. */
function entryOf(names: string[]): EntryFields | undefined {
  const plain = names.filter(name => !/[*?!]/.test(name));
  const best = plain.find(name => /[A-Za-z]/.test(name) && !isIpv6(name));
  const name = best ?? plain[0];
  if (name === undefined) return undefined;
  const [, bracketed, port] = /^\[([^\]]*)\]:(\d+)$/.exec(name) ?? [];
  const host = bracketed ?? name;
  return { name: host, host, ...(port && { port: Number(port) }) };
}

function isIpv6(name: string): boolean {
  return (name.match(/:/g) ?? []).length > 1 && !/^\[[^:\]]*\]:/.test(name);
}
