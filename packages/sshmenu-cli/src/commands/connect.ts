import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  hostProblem,
  jumpProblem,
  portProblem,
  forwardProblem,
  userProblem,
  type EntryFields,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import { sshArgumentsOf } from '../entries/command';
import type { Entries } from '../entries/Entries';
import { meantBy, namedExactly, nameFor, sameTarget } from '../entries/lookup';
import { openEntries, whyNotKept } from '../entries/openEntries';
import { CommandError, EXIT, wrongUse } from '../exitCodes';
import { tell } from '../output';
import { type Destination, parseDestination } from '../ssh/destination';
import { findSsh } from '../ssh/findSsh';
import { extendTable, KNOWN_OPTIONS, parseUsage } from '../ssh/optionTable';
import { runSsh } from '../ssh/runSsh';
import {
  parseSshArguments,
  type SshArguments,
  type SshArgumentsProblem,
  type SshOption,
} from '../ssh/sshArguments';
import { startBackground } from '../sync/startBackground';

/** Options with which `ssh` answers something and connects nowhere. */
const QUESTIONS = new Set(['V', 'Q', 'G', 'O']);
const FORWARDS = new Set(['L', 'R', 'D']);

/** `s [ssh's arguments] HOST [COMMAND]`: connects, and remembers it. */
export async function run(args: string[]): Promise<number> {
  const parsed = await parse(args);
  const { destination, options } = parsed;
  const isQuestion = options.some(({ letter }) => QUESTIONS.has(letter));
  if (destination === undefined) {
    if (isQuestion) return runSsh(args);
    throw wrongUse('Name a host to connect to. `s help` shows how.');
  }

  const target = parseDestination(destination);
  const entries = isQuestion ? undefined : openOrTell(destination);
  const found =
    entries && (await find(entries.all(), destination, target, parsed));
  if (found?.kind === 'several') {
    return (await import('./menu')).run({ filter: destination });
  }
  if (found) {
    const { entry, user } = found;
    const further = { ...parsed, user };
    const sshArguments = sshArgumentsOf(entry, further);
    if (entry.name !== destination) {
      tell(`s: ${destination} is ${entry.name}, ${entry.host}`);
    }
    remember(() => entries!.use(entry));
    await startBackground();
    return runSsh(sshArguments);
  }

  const fields = fieldsFrom(target, options);
  refuseHostile(target, fields);
  if (entries && isEntry(fields)) {
    remember(() => addOrUse(entries, fields));
    await startBackground();
  }
  return runSsh([
    ...parsed.optionWords,
    ...(target.port === undefined ? [] : ['-p', target.port]),
    '--',
    target.user === undefined ? target.host : `${target.user}@${target.host}`,
    ...parsed.command,
  ]);
}

async function parse(args: string[]): Promise<SshArguments> {
  let parsed = parseSshArguments(args, KNOWN_OPTIONS);
  if ('problem' in parsed && parsed.problem === 'unknown-option') {
    // A newer ssh may have an option that this program has not heard of; its usage text tells.
    const { spawnSync } = await import('node:child_process');
    const { stderr } = spawnSync(findSsh(), [], { encoding: 'utf8' });
    const table = extendTable(KNOWN_OPTIONS, parseUsage(stderr ?? ''));
    parsed = parseSshArguments(args, table);
  }
  if ('problem' in parsed) throw wrongUse(describe(parsed));
  return parsed;
}

function describe({ problem, letter }: SshArgumentsProblem): string {
  return problem === 'no-value'
    ? `The option -${letter} of ssh needs a value.`
    : `ssh has no option -${letter}. \`s help\` shows how s is used.`;
}

/** What a word stands for: one entry, perhaps as another user, or several of them. */
type Meant =
  | { kind: 'one'; entry: MenuEntry; user?: string }
  | { kind: 'several' };

/** What the entries say of a destination: one of them is meant, several are, or none. */
async function find(
  entries: MenuEntry[],
  word: string,
  target: Destination,
  { options, command }: SshArguments,
): Promise<Meant | undefined> {
  const named = namedExactly(entries, word);
  if (named.length === 1) return { kind: 'one', entry: named[0] };
  if (named.length > 1) {
    if (isInteractive()) return { kind: 'several' };
    throw wrongUse(
      `Several lists have an entry of the name ${word}. Give the host itself, or rename one.`,
    );
  }
  if (target.user !== undefined) {
    const others = namedExactly(entries, target.host);
    // `root@web`: the entry, but as somebody else.
    if (others.length === 1 && others[0].name !== others[0].host) {
      return { kind: 'one', entry: others[0], user: target.user };
    }
    return undefined;
  }
  // Scripts must not depend on what somebody connected to last.
  if (command.length > 0 || options.length > 0) return undefined;
  const meant = meantBy(entries, word);
  if (meant.length === 0 || !isInteractive()) return undefined;
  if (await isKnownToSsh(word)) return undefined;
  return meant.length === 1
    ? { kind: 'one', entry: meant[0] }
    : { kind: 'several' };
}

/** Asked only where it matters: Node takes milliseconds to look at a terminal. */
function isInteractive(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY);
}

/** Whether somebody's configuration of ssh has a host of exactly this name, which is then the one that is meant. */
async function isKnownToSsh(word: string): Promise<boolean> {
  const { readSshConfig } = await import('../importing/sshConfig');
  const { entries } = readSshConfig(join(homedir(), '.ssh', 'config'));
  return entries.some(({ name }) => name === word);
}

/** What of a command line an entry can hold. */
function fieldsFrom(target: Destination, options: SshOption[]): EntryFields {
  const first = (wanted: string) =>
    options.find(({ letter }) => letter === wanted)?.value;
  const port = first('p') ?? target.port;
  const forwards = options
    .filter(({ letter }) => FORWARDS.has(letter))
    .map(({ letter, value }) => `${letter} ${value}`)
    .filter(forward => !forwardProblem(forward));
  const user = first('l') ?? target.user;
  const jump = first('J');
  return {
    name: target.host,
    host: target.host,
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port: Number(port) }),
    ...(jump !== undefined && { jump }),
    ...(forwards.length > 0 && { forwards: [...new Set(forwards)] }),
  };
}

/** Where somebody is led to by a link, a file or a line to be pasted may be chosen by an attacker. */
function refuseHostile(target: Destination, fields: EntryFields): void {
  const problem =
    problemOf('The host', hostProblem(target.host)) ??
    (target.user !== undefined
      ? problemOf('The user', userProblem(target.user))
      : undefined) ??
    (fields.user !== undefined
      ? problemOf('The user', userProblem(fields.user))
      : undefined) ??
    (target.port !== undefined
      ? problemOf('The port', portProblem(Number(target.port)))
      : undefined);
  if (problem) throw new CommandError(problem, EXIT.refusedEntry);
}

function problemOf(what: string, message?: string): string | undefined {
  return message && `${what} ${message}.`;
}

/** A port such as `ssh-alt` or a jump host out of a configuration is for ssh alone to understand. */
function isEntry({ port, jump }: EntryFields): boolean {
  return (
    (port === undefined || !portProblem(port)) &&
    (jump === undefined || !jumpProblem(jump))
  );
}

function addOrUse(entries: Entries, fields: EntryFields): void {
  const all = entries.all();
  const entry =
    sameTarget(all, fields) ??
    entries.add({ ...fields, name: nameFor(fields, all) });
  entries.use(entry);
}

/** No menu is worth a connection: what cannot be read is told, and the connection made. */
function openOrTell(name: string): Entries | undefined {
  try {
    return openEntries(name);
  } catch (error) {
    tell(`s: The menu cannot be read: ${whyNotKept(error)}.`);
    return undefined;
  }
}

function remember(write: () => void): void {
  try {
    write();
  } catch (error) {
    tell(`s: This connection is not remembered: ${whyNotKept(error)}.`);
  }
}
