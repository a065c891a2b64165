import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/**
 * Demands that a part of the configuration has no key but the known ones: a mistyped key would otherwise be a setting
 * that silently does nothing.
 *
 * @param path - of `config`, for the error's text
 * @throws InputError that names the key's path and what is allowed there.
 */
export function demandKnownKeys(
  config: Config,
  path: string,
  allowed: readonly string[],
): void {
  const unknown = config.keys().find(key => !allowed.includes(key));
  if (unknown) {
    throw new InputError(
      `${path}.${unknown} is not a known key; allowed are: ${allowed.join(
        ', ',
      )}`,
    );
  }
}

/**
 * Reads a duration above zero, in milliseconds.
 *
 * @param path - of `config`, for the error's text
 * @throws InputError that names the key's path and what is allowed there.
 */
export function readPositiveDuration(
  config: Config | undefined,
  path: string,
  key: string,
  fallbackMs: number,
): number {
  if (!config?.has(key)) return fallbackMs;
  let ms: number;
  try {
    ms = durationToMilliseconds(readDurationFromConfig(config, { key }));
  } catch {
    ms = NaN;
  }
  if (!(ms > 0)) {
    throw new InputError(
      `${path}.${key} must be a duration above zero, such as 10m, 12h or 7d`,
    );
  }
  return ms;
}
