import { join } from 'node:path';
import { SORTS, type Sort } from '@wheelhouse/plugin-sshmenu-common';
import { readIfThere, writeWhole } from './files';

/** How somebody left the menu. */
export interface Preferences {
  sort: Sort;
  /** They were asked whether to read their configuration of ssh. */
  offered: boolean;
}

const DEFAULTS: Preferences = { sort: 'recent', offered: false };

/** What cannot be read is nothing to stop for. */
export function readPreferences(folder: string): Preferences {
  try {
    const text = readIfThere(join(folder, 'preferences.json'), 65_536);
    const kept = JSON.parse(text ?? '{}') ?? {};
    return {
      sort: SORTS.includes(kept.sort) ? kept.sort : DEFAULTS.sort,
      offered: kept.offered === true,
    };
  } catch {
    return DEFAULTS;
  }
}

export function writePreferences(
  folder: string,
  preferences: Preferences,
): void {
  writeWhole(
    join(folder, 'preferences.json'),
    `${JSON.stringify({ format: 1, ...preferences })}\n`,
    { durable: false },
  );
}
