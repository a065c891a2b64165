import { Server } from 'node:http';
import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

const DURATIONS = [
  'headersTimeout',
  'requestTimeout',
  'keepAliveTimeout',
  'timeout',
] as const;

const COUNTS = ['maxHeadersCount', 'maxRequestsPerSocket'] as const;

/**
 * Applies `backend.server`, as Backstage does; a number is milliseconds.
 * @throws Error with the key's path when a value is wrong.
 */
export function applyServerConfig(server: Server, config: Config): void {
  for (const name of DURATIONS) {
    const key = `backend.server.${name}`;
    if (!config.has(key)) continue;
    server[name] =
      typeof config.getOptional(key) === 'number'
        ? config.getNumber(key)
        : durationToMilliseconds(readDurationFromConfig(config, { key }));
  }
  for (const name of COUNTS) {
    server[name] =
      config.getOptionalNumber(`backend.server.${name}`) ?? server[name];
  }
}
