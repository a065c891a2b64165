import { openEntries } from '../entries/openEntries';
import { EXIT } from '../exitCodes';
import { print } from '../output';
import { readAccount } from '../server/account';
import { placeOf } from '../server/keys';
import { readSyncState } from '../sync/SyncState';
import { parseOptions } from './options';

/** `s status [--json]`: server, person, where the key lives, last exchange, what waits to be sent. Exits with 3 where nobody is signed in. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseOptions(args, { json: { type: 'boolean' } });
  const entries = openEntries();
  const account = readAccount();
  const { succeeded, problem, rejected = [] } = readSyncState(entries.folder);
  const status = {
    server: account?.server ?? null,
    account: account?.account ?? null,
    key: account ? placeOf(account) : null,
    lastSync: succeeded ?? null,
    problem: problem ?? null,
    waiting: account ? entries.waiting : 0,
    entries: entries.all().length,
    lists: entries.lists().map(({ list, right }) => ({ list, right })),
    rejected,
  };
  if (values.json) {
    print(JSON.stringify(status, null, 2));
  } else {
    print(
      `Server     ${status.server ?? 'none: `s login` signs in'}`,
      ...(account
        ? [
            `Person     ${status.account ?? 'as the key says'}`,
            `Key        ${status.key}`,
          ]
        : []),
      `Last sync  ${status.lastSync ?? 'never'}`,
      ...(problem ? [`Problem    ${problem}`] : []),
      ...(account ? [`Waiting    ${status.waiting}`] : []),
      `Entries    ${status.entries} in ${status.lists.length} ${
        status.lists.length === 1 ? 'list' : 'lists'
      }`,
      ...rejected.map(message => `Refused    ${message}`),
    );
  }
  return account ? EXIT.done : EXIT.notSignedIn;
}
