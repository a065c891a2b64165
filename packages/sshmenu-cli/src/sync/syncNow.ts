import type { Account } from '../server/account';
import { readKey } from '../server/keys';
import { Server } from '../server/Server';
import type { Store } from '../store/Store';
import { exchange, type Exchanged } from './exchange';
import { readSyncState, writeSyncState } from './SyncState';

/** Exchanges changes, and writes down how it went. */
export async function syncNow(
  store: Store,
  account: Account,
): Promise<Exchanged> {
  const before = readSyncState(store.folder);
  const tried = new Date().toISOString();
  writeSyncState(store.folder, { ...before, tried });
  try {
    const server = new Server(account.server, readKey(account));
    const exchanged = await exchange(store, server);
    const { rejected } = exchanged;
    writeSyncState(store.folder, { tried, succeeded: tried, rejected });
    return exchanged;
  } catch (error) {
    const problem = (error as Error).message;
    writeSyncState(store.folder, { ...before, tried, problem });
    throw error;
  }
}
