/** Cursors: opaque to clients, for us the log that they are of and a sequence in it. */

/** Longer ones are not ours. */
export const MAX_CURSOR_LENGTH = 64;

export function toCursor(epoch: string, sequence: number): string {
  return `${epoch}-${sequence}`;
}

/** The sequence of a cursor; undefined where it is not one of this log. */
export function fromCursor(epoch: string, cursor: string): number | undefined {
  const [, of, sequence] = cursor.match(/^([0-9a-f]{8})-(\d{1,15})$/) ?? [];
  return of === epoch ? Number(sequence) : undefined;
}
