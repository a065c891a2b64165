import { readAccount } from '../server/account';
import { pathsFrom } from '../store/paths';
import { Store } from '../store/Store';
import { readSyncState } from './SyncState';

/** Sooner than this after the last exchange, none is begun; in milliseconds. */
const PAUSE = 10_000;

/** Has another process exchange changes with the server, so that nobody waits for it. */
export async function startBackground(): Promise<void> {
  try {
    const { data } = pathsFrom(process.env);
    if (!isDue(data)) return;
    const { spawn } = await import('node:child_process');
    spawn(process.execPath, [process.argv[1], '--background'], {
      detached: true,
      stdio: 'ignore',
    })
      .on('error', () => {})
      .unref();
  } catch {
    // What is in the way is told by `s status`; a connection does not wait for it.
  }
}

function isDue(folder: string): boolean {
  if (!readAccount()) return new Store(folder).hasMany();
  const { tried } = readSyncState(folder);
  return (
    tried === undefined || Math.abs(Date.now() - Date.parse(tried)) > PAUSE
  );
}
