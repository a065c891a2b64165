import { InputError } from '@backstage/errors';

/** The most items that a page can have. */
export const MAX_PAGE_LIMIT = 200;

/** How many items a page has when nobody says. */
export const DEFAULT_PAGE_LIMIT = 50;

/** The longest cursor that is read, in characters. */
const MAX_CURSOR_LENGTH = 1024;

/** Which page of a list is asked for. */
export interface PageRequest {
  limit: number;
  /** Where the page begins, to be read with `decodeCursor`; undefined: at the beginning. */
  cursor?: string;
}

/** What stands in a cursor: the sort keys of the last item of a page. */
export type CursorPart = string | number | null;

type PartType = 'string' | 'number' | 'string?' | 'number?';

interface PartTypes {
  string: string;
  number: number;
  'string?': string | null;
  'number?': number | null;
}

type PartsOf<T extends readonly PartType[]> = {
  -readonly [I in keyof T]: PartTypes[T[I]];
};

/**
 * Reads `limit` and `cursor` of a query.
 * @throws InputError when one of them cannot be one.
 */
export function parsePage(query: {
  limit?: unknown;
  cursor?: unknown;
}): PageRequest {
  const { limit = DEFAULT_PAGE_LIMIT, cursor } = query;
  const number = typeof limit === 'string' ? toInteger(limit) : limit;
  if (
    !Number.isInteger(number) ||
    (number as number) < 1 ||
    (number as number) > MAX_PAGE_LIMIT
  ) {
    throw new InputError(
      `"limit" must be a whole number from 1 to ${MAX_PAGE_LIMIT}.`,
    );
  }
  if (cursor === undefined) return { limit: number as number };
  if (
    typeof cursor !== 'string' ||
    cursor === '' ||
    cursor.length > MAX_CURSOR_LENGTH
  ) {
    throw invalidCursor();
  }
  return { limit: number as number, cursor };
}

/** Makes the cursor that continues after an item with these sort keys. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * Reads a cursor. It is opaque to clients but not secret, and anybody can make one: each part is checked for its type,
 * so that what comes out is only ever compared with sort keys, and what a caller may see is decided by the query.
 *
 * @param shape - the type of each part; with `?` it may be null
 * @throws InputError when it is not a cursor of this list.
 */
export function decodeCursor<const T extends readonly PartType[]>(
  cursor: string,
  shape: T,
): PartsOf<T> {
  if (cursor.length > MAX_CURSOR_LENGTH) throw invalidCursor();
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw invalidCursor();
  }
  if (
    !Array.isArray(parts) ||
    parts.length !== shape.length ||
    !shape.every((type, i) => isPart(parts[i], type))
  ) {
    throw invalidCursor();
  }
  return parts as PartsOf<T>;
}

function isPart(value: unknown, type: PartType): boolean {
  if (value === null) return type.endsWith('?');
  return type.startsWith('string')
    ? typeof value === 'string'
    : typeof value === 'number' && Number.isFinite(value);
}

function toInteger(text: string): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : NaN;
}

function invalidCursor(): InputError {
  return new InputError(
    '"cursor" is not one that this list gave; begin again without it.',
  );
}
