import { join } from 'node:path';
import { readIfThere, writeWhole } from '../store/files';

/** How the last exchanges with the server went. */
export interface SyncState {
  /** When one was last begun. */
  tried?: string;
  /** When one last ended well. */
  succeeded?: string;
  /** Why the last one did not. */
  problem?: string;
  /** What the server did not take, in sentences. */
  rejected?: string[];
}

export function readSyncState(folder: string): SyncState {
  try {
    return JSON.parse(readIfThere(fileIn(folder), 1_000_000) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

export function writeSyncState(folder: string, state: SyncState): void {
  writeWhole(fileIn(folder), `${JSON.stringify({ format: 1, ...state })}\n`, {
    durable: false,
  });
}

function fileIn(folder: string): string {
  return join(folder, 'sync.json');
}
