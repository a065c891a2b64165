/** Times leave for the database as ISO 8601 text in UTC, which both engines compare rightly. */
export function toDatabase(time: Date | number): string {
  return new Date(time).toISOString();
}

/** Times come back as text from SQLite and as Date from Postgres. */
export function fromDatabase(time: string | Date): string {
  return new Date(time).toISOString();
}

/** As {@link fromDatabase}, for columns that can be empty. */
export function fromDatabaseOrNull(
  time: string | Date | null | undefined,
): string | null {
  return time ? fromDatabase(time) : null;
}
