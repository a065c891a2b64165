import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/**
 * Reads a duration of a query, such as `timeout=5m`: what Backstage accepts in configuration (`30s`, `PT5M`).
 *
 * @param name - the parameter, for the error's text
 * @param options - `max` in milliseconds
 * @returns milliseconds
 * @throws InputError when it is not a duration, not more than zero or longer than `max`.
 */
export function parseDuration(
  text: string,
  name: string,
  options: { max: number },
): number {
  let milliseconds: number;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(new ConfigReader({ value: text }), {
        key: 'value',
      }),
    );
  } catch {
    throw new InputError(
      `"${name}" must be a duration such as 30s, 5m or PT5M.`,
    );
  }
  if (!(milliseconds > 0) || milliseconds > options.max) {
    throw new InputError(
      `"${name}" must be more than 0 and at most ${options.max / 1000}s.`,
    );
  }
  return milliseconds;
}
