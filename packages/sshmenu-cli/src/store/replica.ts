import { join } from 'node:path';
import { isReplica } from '@wheelhouse/plugin-sshmenu-common';
import { readIfThere, writeWhole } from './files';

/** The name of this store among all that write the same lists: chosen at random once, and kept. */
export function replicaOf(folder: string): string {
  const file = join(folder, 'replica');
  const kept = readIfThere(file, 1024)?.trim();
  if (isReplica(kept)) return kept;
  const replica = crypto.randomUUID().replaceAll('-', '');
  writeWhole(file, `${replica}\n`, { durable: true });
  return replica;
}
