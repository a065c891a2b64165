import { parseDuration } from '@wheelhouse/http-node';
import type { SettingDeclaration } from '@wheelhouse/plugin-tenancy-node';
import type { Patience } from './rules/patience';

/** How long restarts are followed and waited for, in milliseconds. */
export interface Times extends Patience {
  /** A restart that has not ended by then has timed out. */
  timeoutMs: number;
}

/** The longest that any of them can be, in milliseconds. */
const LONGEST_MS = 24 * 60 * 60_000;

/** How much longer than what usually passes there may be no room for a pod: machines are made in minutes. */
const ROOM_FACTOR = 4;

const DURATION = {
  type: 'string',
  pattern: '^[1-9][0-9]{0,4}(s|m|h)$',
  maxLength: 6,
};

const SETTLE = {
  name: 'restarts.settle',
  plugin: 'restarts',
  title: 'Settle time',
  description:
    'How long all new pods must stay available before a restart counts as ready, on top of minReadySeconds. E.g. 10s, 1m.',
  schema: DURATION,
  default: '10s',
};

const PATIENCE = {
  name: 'restarts.patience',
  plugin: 'restarts',
  title: 'Patience',
  description:
    'How long trouble that often passes (an image that cannot be pulled, a container that crashes, a quota) may last before a restart counts as failed; where no node has room, four times as long.',
  schema: DURATION,
  default: '30s',
};

const TIMEOUT = {
  name: 'restarts.timeout',
  plugin: 'restarts',
  title: 'Time limit',
  description:
    'How long a restart is followed. One that has not ended by then has timed out; the cluster may still finish it.',
  schema: DURATION,
  default: '30m',
};

export const SETTINGS: SettingDeclaration[] = [SETTLE, PATIENCE, TIMEOUT];

/** The settings of restarts as they are now; the defaults where they cannot be read. */
export async function readTimes(
  getSetting: (name: string) => Promise<unknown>,
): Promise<Times> {
  const read = async ({ name, default: otherwise }: typeof SETTLE) => {
    const value = await getSetting(name).catch(() => undefined);
    const parse = (text: string) =>
      parseDuration(text, name, { max: LONGEST_MS });
    try {
      return parse(typeof value === 'string' ? value : otherwise);
    } catch {
      return parse(otherwise);
    }
  };
  const troubleMs = await read(PATIENCE);
  return {
    settleMs: await read(SETTLE),
    troubleMs,
    roomMs: troubleMs * ROOM_FACTOR,
    timeoutMs: await read(TIMEOUT),
  };
}
