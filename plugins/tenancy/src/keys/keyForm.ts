import {
  ALL_SCOPES,
  MAX_SCOPE_LENGTH,
  MAX_SCOPES,
  parseScope,
} from '@wheelhouse/plugin-tenancy-common';

/** The ends that one picks from: days, a day of one's own, never, or the end that there is. */
export type EndChoice = '30' | '90' | '365' | 'date' | 'never' | 'keep';

export const DAY = 24 * 60 * 60;

/** One action of a plugin, picked; `where` holds resource patterns separated by spaces or commas, empty: everywhere. */
export interface ScopePick {
  plugin: string;
  action: string;
  where: string;
}

/** What has been filled in. */
export interface KeyFormValue {
  name: string;
  all: boolean;
  picks: ScopePick[];
  end: Exclude<EndChoice, 'keep'>;
  /** `YYYY-MM-DD`, where `end` is `date`. */
  date: string;
  /** Empty: whoever fills it in; otherwise a group's ref. */
  owner: string;
}

export const EMPTY_KEY_FORM: KeyFormValue = {
  name: '',
  all: false,
  picks: [],
  end: '90',
  date: '',
  owner: '',
};

/** The form as a link of another page fills it in: `name`, and `scope` as often as there are scopes. */
export function keyFormOfAddress(parameters: URLSearchParams): KeyFormValue {
  return {
    ...EMPTY_KEY_FORM,
    name: parameters.get('name') ?? '',
    picks: picksOfScopes(parameters.getAll('scope')),
  };
}

/** What is wrong, by field; the field of a pick is `plugin:action`. */
export type KeyFormErrors = Partial<
  Record<'name' | 'scopes' | 'end', string>
> & {
  picks?: Record<string, string>;
};

/** What is wrong with the form; undefined where it can be sent. */
export function checkKeyForm(
  value: KeyFormValue,
  now: Date = new Date(),
): KeyFormErrors | undefined {
  const errors: KeyFormErrors = {};
  if (!value.name.trim()) {
    errors.name = 'Give the key a name that tells where it is used.';
  }
  Object.assign(errors, checkScopes(value));
  if (value.end === 'date' && !(secondsUntil(value.date, now) > 0)) {
    errors.end = 'Choose today or a later day.';
  }
  return Object.keys(errors).length > 0 ? errors : undefined;
}

export function checkScopes(
  value: Pick<KeyFormValue, 'all' | 'picks'>,
): Pick<KeyFormErrors, 'scopes' | 'picks'> {
  if (value.all) return {};
  const picks: Record<string, string> = {};
  for (const pick of value.picks) {
    const wrong = scopesOfPick(pick).find(scope => !parseScope(scope));
    if (wrong !== undefined) {
      picks[`${pick.plugin}:${pick.action}`] =
        wrong.length > MAX_SCOPE_LENGTH
          ? 'This is too long. Use fewer segments, or * for several.'
          : 'Use names separated by /, * for any name and ** for any number of them, e.g. dev/payments/**.';
    }
  }
  if (Object.keys(picks).length > 0) return { picks };
  const count = formScopes(value).length;
  if (count === 0) return { scopes: 'Choose what the key may do.' };
  if (count > MAX_SCOPES) {
    return {
      scopes: `A key can have ${MAX_SCOPES} scopes, these are ${count}. Use * for several resources.`,
    };
  }
  return {};
}

/** The scopes that the form stands for. */
export function formScopes(
  value: Pick<KeyFormValue, 'all' | 'picks'>,
): string[] {
  return value.all ? [ALL_SCOPES] : value.picks.flatMap(scopesOfPick);
}

/** Takes scopes apart into what the form shows; the other way round than `formScopes`. */
export function picksOfScopes(scopes: readonly string[]): ScopePick[] {
  const picks = new Map<string, ScopePick>();
  for (const text of scopes) {
    const scope = parseScope(text);
    if (!scope || text === ALL_SCOPES) continue;
    const { plugin, action, resource } = scope;
    const key = `${plugin}:${action}`;
    const known = picks.get(key);
    if (!known) picks.set(key, { plugin, action, where: resource ?? '' });
    // A scope without a pattern reaches every resource, whatever others name.
    else if (!resource || !known.where) known.where = '';
    else known.where += ` ${resource}`;
  }
  return [...picks.values()];
}

/** Seconds from now to the end that was chosen; 0: never. There is none for `keep`. */
export function formSeconds(
  value: { end: Exclude<EndChoice, 'keep'>; date: string },
  now: Date = new Date(),
): number {
  if (value.end === 'never') return 0;
  if (value.end === 'date') return secondsUntil(value.date, now);
  return Number(value.end) * DAY;
}

/** Seconds until the end of a day in the reader's time zone; NaN where it is no day. */
export function secondsUntil(day: string, now: Date): number {
  const end = new Date(`${day}T23:59:59`).getTime();
  return Math.floor((end - now.getTime()) / 1000);
}

function scopesOfPick({ plugin, action, where }: ScopePick): string[] {
  const patterns = where.split(/[\s,]+/).filter(Boolean);
  if (patterns.length === 0) return [`${plugin}:${action}`];
  return patterns.map(pattern => `${plugin}:${action}:${pattern}`);
}
