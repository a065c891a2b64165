import type { EntryFields } from '../types';
import {
  forwardProblem,
  hostProblem,
  jumpProblem,
  portProblem,
  userProblem,
} from './hosts';
import type { Checked, Problem } from './Problem';
import { escapeForDisplay, hazardIn } from './text';

/** What people write about an entry, in the order in which they read it. */
export const FIELD_NAMES = [
  'name',
  'host',
  'user',
  'port',
  'jump',
  'forwards',
  'tags',
  'note',
  'pinned',
] as const satisfies readonly (keyof EntryFields)[];

/** What people call the fields. */
export const FIELD_LABELS: Record<keyof EntryFields, string> = {
  name: 'Name',
  host: 'Host',
  user: 'User',
  port: 'Port',
  jump: 'Jump hosts',
  forwards: 'Forwards',
  tags: 'Tags',
  note: 'Note',
  pinned: 'Pinned',
};

/** The most that a field holds. */
export const LIMITS = {
  name: 64,
  jump: 1_024,
  forwards: 32,
  tags: 20,
  tag: 32,
  note: 2_000,
} as const;

/** Means of `ssh` that run something, or that are secrets. */
const FORBIDDEN =
  /pass|secret|token|identity|key|command|proxy|option|config|include|match|agent/i;
const PLAIN_TAG = /^[A-Za-z0-9][A-Za-z0-9._:/+-]*$/;
const TAG = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._:/+-]*$/u;
/** What a shell acts on wherever it stands; shells complete names. */
const SHELL = /[`$\\"';&|<>]/;

/** What is wrong with the value of a field, as the ends of sentences. */
type FieldCheck = (value: unknown) => string[];

const CHECKS: Record<keyof EntryFields, FieldCheck> = {
  name: text(nameProblem),
  host: text(hostProblem),
  user: text(userProblem),
  port: value => listOf(portProblem(value)),
  jump: text(jump =>
    jump.length > LIMITS.jump ? tooLong(LIMITS.jump) : jumpProblem(jump),
  ),
  forwards: value => listProblems(value, LIMITS.forwards, forwardProblem),
  tags: value => listProblems(value, LIMITS.tags, tagProblem),
  note: text(noteProblem),
  pinned: value =>
    typeof value === 'boolean' ? [] : ['must be true or false'],
};

/**
 * The one check of what an entry says, for the server, the page and `s`.
 *
 * What is right comes back in one form: fields that say nothing (an empty list, a pin that is not set) are left out, and
 * nothing else than the fields of an entry is in it.
 */
export function validateFields(input: unknown): Checked<EntryFields> {
  if (!isObject(input)) {
    return problem('', 'An entry must be an object');
  }
  const problems: Problem[] = [];
  for (const field of Object.keys(input)) {
    const message = Object.hasOwn(CHECKS, field)
      ? undefined
      : strangerProblem(field);
    if (message) {
      problems.push({ field: escapeForDisplay(field, 40), message });
    }
    // Told of the first ones only: a body may have ten thousand.
    if (problems.length >= 10) break;
  }
  const fields: Record<string, unknown> = {};
  for (const field of FIELD_NAMES) {
    const value = Object.hasOwn(input, field) ? input[field] : undefined;
    if (value === undefined) {
      if (field === 'name' || field === 'host') {
        problems.push({ field, message: 'is needed' });
      }
      continue;
    }
    problems.push(...CHECKS[field](value).map(message => ({ field, message })));
    if (saysSomething(value)) fields[field] = value;
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: fields as unknown as EntryFields };
}

/** What is wrong with a name, as the end of a sentence; undefined: nothing. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'must not be empty';
  if (name.length > LIMITS.name) return tooLong(LIMITS.name);
  if (name.startsWith('-')) return 'must not begin with "-"';
  const hazard = hazardIn(name);
  if (hazard) return `must not have ${hazard}`;
  if (name.trim() !== name) return 'must not begin or end with a space';
  const shell = SHELL.exec(name)?.[0];
  return shell && `must not have ${shell}, which a shell would act on`;
}

function noteProblem(note: string): string | undefined {
  if (note.length > LIMITS.note) return tooLong(LIMITS.note);
  const hazard = hazardIn(note.replaceAll('\n', ' '));
  return hazard && `must not have ${hazard}`;
}

function tagProblem(tag: string): string | undefined {
  if (tag.length > LIMITS.tag) return `has one with over ${LIMITS.tag} letters`;
  const hazard = hazardIn(tag);
  if (hazard) return `must not have ${hazard}`;
  // The first alone is quick to prepare.
  return PLAIN_TAG.test(tag) || TAG.test(tag)
    ? undefined
    : `("${escapeForDisplay(
        tag,
        40,
      )}") must be words of letters, digits and . _ : / + -`;
}

function strangerProblem(field: string): string {
  return FORBIDDEN.test(field)
    ? 'is not allowed: an entry holds no password, no key and no option that runs something'
    : 'is not a field of an entry';
}

function listProblems(
  value: unknown,
  max: number,
  problemOf: (item: string) => string | undefined,
): string[] {
  if (!Array.isArray(value)) return ['must be a list'];
  if (value.length > max) return [`must have at most ${max}`];
  if (new Set(value).size < value.length) return ['must not repeat one'];
  return value.flatMap(item =>
    typeof item === 'string'
      ? listOf(problemOf(item))
      : ['must be a list of texts'],
  );
}

function text(problemOf: (value: string) => string | undefined): FieldCheck {
  return value =>
    typeof value === 'string' ? listOf(problemOf(value)) : ['must be a text'];
}

function listOf(message: string | undefined): string[] {
  return message ? [message] : [];
}

function tooLong(max: number): string {
  return `must have at most ${max} characters`;
}

function saysSomething(value: unknown): boolean {
  return value !== false && value !== '' && !isEmptyList(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Whether something is an object of JSON. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One thing that is wrong. */
export function problem(field: string, message: string): Checked<never> {
  return { ok: false, problems: [{ field, message }] };
}
