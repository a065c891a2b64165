import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { demandKnownKeys, readPositiveDuration } from '@wheelhouse/http-node';

/** The `restarts` part of the configuration, with defaults filled in. */
export interface RestartsConfig {
  /** How long a server may be silent before others take over what it followed, in milliseconds. */
  takeOverMs: number;
}

/** @throws InputError that names the key's path and what is allowed there. */
export function readRestartsConfig(root: Config): RestartsConfig {
  const config = root.getOptionalConfig('restarts');
  if (config) demandKnownKeys(config, 'restarts', ['takeOver']);
  const takeOverMs = readPositiveDuration(
    config,
    'restarts',
    'takeOver',
    10_000,
  );
  if (takeOverMs < 1_000) {
    throw new InputError('restarts.takeOver must be at least 1s');
  }
  return { takeOverMs };
}
