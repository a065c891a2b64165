import { InputError } from '@backstage/errors';
import { listProblem, type ListRight } from '@wheelhouse/plugin-sshmenu-common';

/** How far a machine has read a list, and the right that it was told. */
export interface ReadList {
  seq: number;
  right: ListRight;
}

/** How far a machine has read. */
export interface SyncCursor {
  /** Whose machine it is. */
  owner: string;
  /** By the names of lists. */
  lists: Map<string, ReadList>;
  /** How far in what is personal. */
  personal: number;
}

const INVALID =
  '"cursor" is not one that sync gave; begin again without it, which sends everything once more.';

/** A cursor as text. It is no secret: what somebody sees is found out at each call, whatever stands in it. */
export function writeSyncCursor({
  owner,
  lists,
  personal,
}: SyncCursor): string {
  const told = [...lists]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([list, { seq, right }]) => [list, seq, right === 'write' ? 1 : 0]);
  return Buffer.from(JSON.stringify([owner, personal, told])).toString(
    'base64url',
  );
}

/**
 * Reads the cursor of somebody's machine; without one it begins at the beginning.
 * @throws InputError where it is none, or is somebody else's: entries would be mixed up.
 */
export function readSyncCursor(
  text: string | undefined,
  owner: string,
): SyncCursor {
  if (text === undefined) return { owner, lists: new Map(), personal: 0 };
  const [whose, personal, told] = parse(text);
  if (whose !== owner) {
    throw new InputError(
      '"cursor" is of another account; put away what this machine has of it, then begin again without it.',
    );
  }
  if (!isSeq(personal) || !Array.isArray(told) || told.length > 2_000) {
    throw new InputError(INVALID);
  }
  const lists = new Map<string, ReadList>();
  for (const item of told) {
    if (!Array.isArray(item) || listProblem(item[0]) || !isSeq(item[1])) {
      throw new InputError(INVALID);
    }
    lists.set(item[0], { seq: item[1], right: item[2] ? 'write' : 'read' });
  }
  return { owner, lists, personal };
}

function parse(text: string): unknown[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new InputError(INVALID);
  }
  if (!Array.isArray(parts)) throw new InputError(INVALID);
  return parts;
}

function isSeq(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
