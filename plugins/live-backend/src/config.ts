import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { demandKnownKeys, readPositiveDuration } from '@wheelhouse/http-node';

/** The `live` part of the configuration, with defaults filled in. */
export interface LiveConfig {
  /** How long, and how many, events are kept. */
  keep: { ms: number; events: number };
  /** How many sockets this process has at most: of one session or API key, and in all. */
  sockets: { perAuth: number; total: number };
}

const HOUR_MS = 60 * 60_000;

/**
 * Reads `live`.
 * @throws Error with the key's path when a value is wrong or a key is not known.
 */
export function readLiveConfig(root: Config): LiveConfig {
  const live = root.getOptionalConfig('live');
  if (live) demandKnownKeys(live, 'live', ['keep', 'keepEvents', 'sockets']);
  const sockets = live?.getOptionalConfig('sockets');
  if (sockets) demandKnownKeys(sockets, 'live.sockets', ['perAuth', 'total']);
  return {
    keep: {
      ms: readPositiveDuration(live, 'live', 'keep', HOUR_MS),
      events: count(root, 'live.keepEvents', 100_000),
    },
    sockets: {
      perAuth: count(root, 'live.sockets.perAuth', 100),
      total: count(root, 'live.sockets.total', 10_000),
    },
  };
}

function count(root: Config, key: string, byDefault: number): number {
  const value = root.getOptionalNumber(key) ?? byDefault;
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(`${key} must be a whole number from 1 up`);
  }
  return value;
}
