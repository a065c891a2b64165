import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  MAX_CHANGES,
  type ClientChange,
} from '@wheelhouse/plugin-sshmenu-common';
import { CommandError, EXIT } from '../exitCodes';
import { firstFrameFile } from '../firstFrame';
import { writeJson } from '../importing/jsonFile';
import { messageOf, type Server, ServerError } from '../server/Server';
import { removeIfThere, writeWhole } from '../store/files';
import type { Kept } from '../store/snapshot';
import type { Store } from '../store/Store';
import { readResponse } from './readResponse';
import { takeResponse, unsentChanges } from './takeResponse';

/** A body is at most 1 MB. */
const MOST_CHARACTERS = 800_000;
/** As much as a machine takes from a server, whatever it offers. */
const MOST_STATES = 400_000;
const MOST_ROUNDS = 500;
/** Files of entries that a server has taken away. */
const MOST_REMOVED_FILES = 20;

/** How an exchange ended. */
export interface Exchanged {
  /** What the server did not take, in sentences. */
  rejected: string[];
  entries: number;
}

/** Exchanges changes with the server until neither side has something new. */
export async function exchange(
  store: Store,
  server: Server,
): Promise<Exchanged> {
  const rejected: string[] = [];
  let kept: Kept = store.load();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const sent = nextChanges(kept);
    const { cursor } = kept;
    const answer = await server.post('/api/sshmenu/sync', {
      ...(cursor !== undefined && { cursor }),
      changes: sent,
    });
    if (answer.status === 401) throw signedOut(server);
    if (answer.status !== 200) {
      throw new ServerError(`${server.address}: ${messageOf(answer)}.`);
    }
    const response = readResponse(answer.body, kept.menu);
    rejected.push(...response.rejected.map(({ message }) => message));
    const folded = store.fold(before => {
      const taken = takeResponse(before, sent, response);
      const { menu } = taken.kept;
      if (menu.entries.size + menu.uses.size > MOST_STATES) {
        throw new ServerError('The server offers more entries than it may.');
      }
      if (taken.removed.length > 0) setAside(store.folder, taken.removed);
      return taken.kept;
    });
    // Another terminal is at it, and does the same.
    if (!folded) break;
    // What was taken away must not be shown for a moment at the next start.
    if (response.changes.length > 0)
      removeIfThere(firstFrameFile(store.folder));
    const isDone = !response.more && folded.unsent.size === 0;
    const isStuck = response.cursor === cursor && sent.length === 0;
    kept = folded;
    if (isDone || isStuck) break;
  }
  return { rejected: rejected.slice(0, 50), entries: kept.menu.entries.size };
}

function nextChanges(kept: Kept): ClientChange[] {
  const changes: ClientChange[] = [];
  let length = 0;
  for (const change of unsentChanges(kept)) {
    length += JSON.stringify(change).length;
    if (changes.length === MAX_CHANGES || length > MOST_CHARACTERS) break;
    changes.push(change);
  }
  return changes;
}

/** A server that deletes what it should not cannot make it lost: `s import` reads these files. */
function setAside(
  folder: string,
  entries: Parameters<typeof writeJson>[0],
): void {
  const removed = join(folder, 'removed');
  writeWhole(join(removed, `${Date.now()}.json`), writeJson(entries), {
    durable: true,
  });
  const files = readdirSync(removed).sort();
  for (const name of files.slice(0, -MOST_REMOVED_FILES)) {
    removeIfThere(join(removed, name));
  }
}

function signedOut({ address }: Server): CommandError {
  return new CommandError(
    `You are no longer signed in to ${address}. \`s login\` signs in again.`,
    EXIT.notSignedIn,
  );
}
