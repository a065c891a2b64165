import { openStore } from '../entries/openEntries';
import { EXIT } from '../exitCodes';
import { readAccount } from '../server/account';
import { syncNow } from '../sync/syncNow';

/** What `s` starts beside itself: exchanges changes with the server, and tidies up. Says nothing: nobody listens. */
export async function run(): Promise<number> {
  const store = openStore();
  const account = readAccount();
  if (account) await syncNow(store, account);
  store.tidy();
  return EXIT.done;
}
