import { isReplica, isStamp, MAX_COUNT } from '../merge/stamps';
import type {
  ClientChange,
  DeletedState,
  EntryState,
  OwnUserState,
  ServerChange,
  UseState,
} from '../sync';
import { hazardIn } from './text';
import { userProblem } from './hosts';
import { idProblem, listProblem } from './lists';
import type { Checked, Problem } from './Problem';
import { countProblem, timeProblem } from './validateEntry';
import {
  FIELD_NAMES,
  isObject,
  problem,
  validateFields,
} from './validateFields';

const TOO_MUCH = 'has more than belongs there';
const STAMP_SHAPE =
  'must be a count and a replica with a dot between: "3.k2v9x0"';

/** The check of a change that a machine sends. What comes back holds nothing but what belongs in it. */
export function validateClientChange(input: unknown): Checked<ClientChange> {
  if (!isObject(input)) return problem('', 'A change must be an object');
  switch (input.type) {
    case 'entry':
      return validateEntryState(input);
    case 'deleted':
      return checked(input, ['type', 'list', 'id'], [], () => ({
        type: 'deleted' as const,
        ...placeOf(input),
      }));
    case 'use':
      return validateUse(input);
    case 'ownUser':
      return validateOwnUser(input);
    default:
      return problem('type', 'must be "entry", "deleted", "use" or "ownUser"');
  }
}

/** The check of a change that a server answers, which may be hostile or broken. */
export function validateServerChange(input: unknown): Checked<ServerChange> {
  if (!isObject(input)) return problem('', 'A change must be an object');
  const { type, list } = input;
  if (type !== 'list' && type !== 'gone') return validateClientChange(input);
  const problems: Problem[] = [];
  note(problems, 'list', listProblem(list));
  if (type === 'list') {
    const { title, right } = input;
    const hazard =
      typeof title === 'string' && title.length <= 200
        ? hazardIn(title)
        : 'anything but a text of up to 200 characters';
    note(problems, 'title', hazard && `must not have ${hazard}`);
    if (right !== 'read' && right !== 'write') {
      note(problems, 'right', 'must be "read" or "write"');
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value:
      type === 'gone'
        ? { type, list: list as string }
        : {
            type,
            list: list as string,
            title: input.title as string,
            right: input.right as 'read' | 'write',
          },
  };
}

function validateEntryState(
  input: Record<string, unknown>,
): Checked<EntryState> {
  const { fields, stamp, stamps, version } = input;
  const problems: Problem[] = [];
  if (!isStamp(stamp)) note(problems, 'stamp', STAMP_SHAPE);
  if (stamps !== undefined && !areStamps(stamps)) {
    note(problems, 'stamps', `must have fields, each of which ${STAMP_SHAPE}`);
  }
  if (version !== undefined) note(problems, 'version', countProblem(version));
  const said = validateFields(fields);
  if (!said.ok) problems.push(...said.problems);
  const allowed = [
    'type',
    'list',
    'id',
    'fields',
    'stamp',
    'stamps',
    'version',
  ];
  return checked(input, allowed, problems, () => ({
    type: 'entry' as const,
    ...placeOf(input),
    fields: (said as { ok: true; value: EntryState['fields'] }).value,
    stamp: stamp as string,
    ...(stamps !== undefined && { stamps: stamps as EntryState['stamps'] }),
    ...(version !== undefined && { version: version as number }),
  }));
}

function validateUse(input: Record<string, unknown>): Checked<UseState> {
  const { replica, persona, uses, lastUsed } = input;
  const problems: Problem[] = [];
  if (!isReplica(replica)) {
    note(
      problems,
      'replica',
      'must have 4 to 32 lower case letters and digits',
    );
  }
  if (persona !== undefined) note(problems, 'persona', personaProblem(persona));
  note(problems, 'uses', countProblem(uses));
  if (Number(uses) > MAX_COUNT) note(problems, 'uses', 'must be less');
  note(problems, 'lastUsed', timeProblem(lastUsed));
  const allowed = [
    ...['type', 'list', 'id', 'replica', 'persona', 'uses', 'lastUsed'],
  ];
  return checked(input, allowed, problems, () => ({
    type: 'use' as const,
    ...placeOf(input),
    replica: replica as string,
    ...(persona !== undefined && { persona: persona as string }),
    uses: uses as number,
    lastUsed: lastUsed as string,
  }));
}

function validateOwnUser(
  input: Record<string, unknown>,
): Checked<OwnUserState> {
  const { user, stamp } = input;
  const problems: Problem[] = [];
  if (user !== null) {
    const wrong =
      typeof user === 'string' ? userProblem(user) : 'must be a text';
    note(problems, 'user', wrong);
  }
  if (!isStamp(stamp)) note(problems, 'stamp', STAMP_SHAPE);
  const allowed = ['type', 'list', 'id', 'user', 'stamp'];
  return checked(input, allowed, problems, () => ({
    type: 'ownUser' as const,
    ...placeOf(input),
    user: user as string | null,
    stamp: stamp as string,
  }));
}

/** What is wrong with the name of a place that connects, as the end of a sentence; undefined: nothing. */
export function personaProblem(persona: unknown): string | undefined {
  if (typeof persona !== 'string' || !persona || persona.length > 128) {
    return 'must be a text of 1 to 128 characters';
  }
  const hazard = hazardIn(persona);
  return hazard && `must not have ${hazard}`;
}

function areStamps(stamps: unknown): boolean {
  return (
    isObject(stamps) &&
    Object.entries(stamps).every(
      ([name, stamp]) =>
        (FIELD_NAMES as readonly string[]).includes(name) && isStamp(stamp),
    )
  );
}

function checked<T extends ClientChange>(
  input: Record<string, unknown>,
  allowed: string[],
  problems: Problem[],
  value: () => T,
): Checked<T> {
  const all: Problem[] = [];
  note(all, 'list', listProblem(input.list));
  note(all, 'id', idProblem(input.id));
  all.push(...problems);
  if (Object.keys(input).some(key => !allowed.includes(key))) {
    note(all, '', `The change ${TOO_MUCH}: ${allowed.join(', ')} are allowed`);
  }
  return all.length > 0
    ? { ok: false, problems: all }
    : { ok: true, value: value() };
}

function placeOf(
  input: Record<string, unknown>,
): Pick<DeletedState, 'list' | 'id'> {
  return { list: input.list as string, id: input.id as string };
}

function note(problems: Problem[], field: string, message?: string) {
  if (message) problems.push({ field, message });
}
