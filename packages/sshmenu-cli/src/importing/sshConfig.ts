import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { EntryFields } from '@wheelhouse/plugin-sshmenu-common';
import { expandGlob } from './glob';
import type { Found } from './Found';

/** As deep as OpenSSH itself goes. */
const MOST_INCLUDES = 16;
/** No person's configuration is longer; what is, is something else. */
const MOST_BYTES = 4 * 2 ** 20;

/** What stands under a `Host` line, or before the first one. */
interface Block {
  /** Of the `Host` lines that it stands under, more than one where a file is included: each must fit. */
  hosts: string[][];
  options: { keyword: string; value: string }[];
}

interface Reading {
  blocks: Block[];
  /** Files that are being read right now: one that includes itself is read once. */
  open: Set<string>;
  matches: number;
  unreadable: string[];
}

/**
 * Reads the hosts of an `ssh_config`, with what it includes. Nothing is run: `Match` blocks, which may hold `exec`, are
 * left out and counted.
 */
export function readSshConfig(file: string): Found {
  const reading: Reading = {
    blocks: [],
    open: new Set(),
    matches: 0,
    unreadable: [],
  };
  readInto(reading, file, dirname(file), []);

  const names = new Set(
    reading.blocks.flatMap(({ hosts }) =>
      hosts.flat().filter(name => !/[*?!]/.test(name) && applies(hosts, name)),
    ),
  );
  const notes: string[] = [];
  if (reading.matches > 0) {
    notes.push(
      `${reading.matches} Match ${
        reading.matches === 1 ? 'block was' : 'blocks were'
      } left out: what they mean depends on running things.`,
    );
  }
  for (const missing of reading.unreadable) {
    notes.push(`${missing} could not be read.`);
  }
  return {
    entries: [...names].map(name => entryOf(name, reading.blocks)),
    notes,
  };
}

function readInto(
  reading: Reading,
  file: string,
  folder: string,
  within: string[][],
): void {
  if (reading.open.has(file) || reading.open.size >= MOST_INCLUDES) return;
  let text: string;
  try {
    text = readFileSync(file, 'utf8').slice(0, MOST_BYTES);
  } catch {
    reading.unreadable.push(file);
    return;
  }
  reading.open.add(file);
  let hosts = within;
  const begin = () => reading.blocks.push({ hosts, options: [] });
  begin();
  for (const { keyword, value } of parseLines(text)) {
    if (keyword === 'host') {
      hosts = [...within, words(value)];
      begin();
    } else if (keyword === 'match') {
      reading.matches += 1;
      // What follows belongs to it, until the next Host: it applies to no name.
      hosts = [...within, []];
      begin();
    } else if (keyword === 'include') {
      for (const pattern of words(value)) {
        for (const included of expandGlob(absolute(pattern, folder))) {
          readInto(reading, included, folder, hosts);
        }
      }
      // What stands after an Include belongs again to the block that it stands in.
      begin();
    } else {
      reading.blocks[reading.blocks.length - 1].options.push({
        keyword,
        value,
      });
    }
  }
  reading.open.delete(file);
}

function* parseLines(
  text: string,
): Generator<{ keyword: string; value: string }> {
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line);
    if (match) yield { keyword: match[1].toLowerCase(), value: match[2] };
  }
}

/** Words between spaces, or in quotes; what stands after a # is a comment. */
function words(value: string): string[] {
  const found: string[] = [];
  for (const [word, quoted] of value.matchAll(/"([^"]*)"|\S+/g)) {
    if (word.startsWith('#')) break;
    found.push(quoted ?? word);
  }
  return found;
}

function absolute(pattern: string, folder: string): string {
  if (pattern === '~' || pattern.startsWith('~/')) {
    return join(homedir(), pattern.slice(1));
  }
  return isAbsolute(pattern) ? pattern : join(folder, pattern);
}

const FORWARDS: Record<string, 'L' | 'R' | 'D'> = {
  localforward: 'L',
  remoteforward: 'R',
  dynamicforward: 'D',
};

/** What `ssh` would take for a host of this name: of each option the first value, of forwards all. */
function entryOf(name: string, blocks: Block[]): EntryFields {
  const first: Record<string, string> = {};
  const forwards: string[] = [];
  for (const block of blocks) {
    if (!applies(block.hosts, name)) continue;
    for (const { keyword, value } of block.options) {
      const kind = FORWARDS[keyword];
      if (kind) {
        forwards.push(`${kind} ${words(value).join(':')}`);
      } else {
        first[keyword] ??= words(value)[0] ?? '';
      }
    }
  }
  const port = Number(first.port);
  return {
    name,
    host: (first.hostname ?? name).replace(/%h/g, name).replace(/%%/g, '%'),
    ...(first.user && { user: first.user }),
    ...(first.port && { port }),
    ...(first.proxyjump &&
      first.proxyjump.toLowerCase() !== 'none' && { jump: first.proxyjump }),
    ...(forwards.length > 0 && { forwards }),
  };
}

function applies(hosts: string[][], name: string): boolean {
  return hosts.every(patterns => {
    const matching = patterns.filter(pattern =>
      matches(pattern.replace(/^!/, ''), name),
    );
    return (
      matching.length > 0 && !matching.some(pattern => pattern.startsWith('!'))
    );
  });
}

function matches(pattern: string, name: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = escaped.replace(/\*+/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'i').test(name);
}
