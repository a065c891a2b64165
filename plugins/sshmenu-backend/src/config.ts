import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { demandKnownKeys } from '@wheelhouse/http-node';

/** The `sshmenu` part of the configuration, with defaults filled in. */
export interface SshMenuConfig {
  /** How many entries a list can have. */
  entriesPerList: number;
}

const KEY = 'sshmenu.entriesPerList';

/**
 * Reads `sshmenu`.
 * @throws Error with the key's path when a value is wrong or a key is not known.
 */
export function readSshMenuConfig(root: Config): SshMenuConfig {
  const sshmenu = root.getOptionalConfig('sshmenu');
  if (sshmenu) demandKnownKeys(sshmenu, 'sshmenu', ['entriesPerList']);
  const entriesPerList = root.getOptionalNumber(KEY) ?? 10_000;
  if (
    !Number.isInteger(entriesPerList) ||
    entriesPerList < 1 ||
    entriesPerList > 1_000_000
  ) {
    throw new InputError(`${KEY} must be a whole number from 1 to 1000000`);
  }
  return { entriesPerList };
}
