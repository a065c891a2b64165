import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

/** How many requests are accepted in a window. */
export interface RateLimitConfig {
  /** Milliseconds. */
  window: number;
  perAuth: number;
  perAddress: number;
  signIn: number;
}

const KEY = 'wheelhouse.rateLimit';

const DEFAULTS: RateLimitConfig = {
  window: 60_000,
  perAuth: 3000,
  perAddress: 1200,
  signIn: 300,
};

/**
 * Reads `wheelhouse.rateLimit`.
 * @throws Error with the key's path when a value is wrong or a key is not known.
 */
export function readRateLimitConfig(config: Config): RateLimitConfig {
  const limits = config.getOptionalConfig(KEY);
  const unknown = limits?.keys().find(key => !(key in DEFAULTS));
  if (unknown !== undefined) {
    throw new Error(
      `${KEY}.${unknown} is not known; what is: ${Object.keys(DEFAULTS).join(
        ', ',
      )}`,
    );
  }
  const count = (name: 'perAuth' | 'perAddress' | 'signIn') => {
    const value = limits?.getOptionalNumber(name) ?? DEFAULTS[name];
    if (!Number.isInteger(value) || value < 1) {
      throw new Error(`${KEY}.${name} must be a whole number from 1 up`);
    }
    return value;
  };
  return {
    window: readWindow(config),
    perAuth: count('perAuth'),
    perAddress: count('perAddress'),
    signIn: count('signIn'),
  };
}

function readWindow(config: Config): number {
  const key = `${KEY}.window`;
  if (!config.has(key)) return DEFAULTS.window;
  const window = durationToMilliseconds(
    readDurationFromConfig(config, { key }),
  );
  if (window < 1000 || window > 3_600_000) {
    throw new Error(`${key} must be from 1s to 1h`);
  }
  return window;
}
