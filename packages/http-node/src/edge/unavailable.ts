import { isError } from '@backstage/errors';

/** How many causes of an error are looked at. */
const MAX_CAUSES = 5;

const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  // Postgres: shut down by an administrator, crashed, starting up; too many connections.
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/** Postgres: connection exceptions. SQLite: locked by another, or its file cannot be opened or read. */
const CODE_FAMILIES = /^(08\w{3}|SQLITE_(BUSY|LOCKED|CANTOPEN|IOERR)(_\w+)?)$/;

/** What `pg` and its pool say without a code. */
const MESSAGES =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Unable to acquire a connection/;

/** Whether an error says that the database, or another server that was asked, does not answer at the moment. */
export function isUnavailable(error: unknown): boolean {
  let current = error;
  for (let i = 0; i < MAX_CAUSES && isError(current); i++) {
    const { code } = current;
    if (
      current.name === 'KnexTimeoutError' ||
      (typeof code === 'string' &&
        (CODES.has(code) || CODE_FAMILIES.test(code))) ||
      MESSAGES.test(current.message)
    ) {
      return true;
    }
    current = current.cause;
  }
  return false;
}
