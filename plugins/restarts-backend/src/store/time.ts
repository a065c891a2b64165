/** Times leave for the database as ISO 8601 text in UTC, which both engines compare rightly. */
export function toDatabase(time: Date | number): string {
  return new Date(time).toISOString();
}

/** Times come back as text from SQLite and as Date from Postgres. */
export function fromDatabase(time: string | Date): string {
  return new Date(time).toISOString();
}
