/** Times come back as text from SQLite and as Date from Postgres. */
export function fromDatabase(time: string | Date): string {
  return new Date(time).toISOString();
}
