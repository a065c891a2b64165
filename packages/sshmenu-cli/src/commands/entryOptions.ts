import {
  describeProblems,
  validateFields,
  type EntryFields,
} from '@wheelhouse/plugin-sshmenu-common';
import { CommandError, EXIT, wrongUse } from '../exitCodes';

/** The options that say what stands in an entry; `-p`, `-J`, `-L`, `-R` and `-D` are those of `ssh`. */
export const ENTRY_OPTIONS = {
  name: { type: 'string', short: 'n' },
  host: { type: 'string' },
  user: { type: 'string', short: 'l' },
  port: { type: 'string', short: 'p' },
  jump: { type: 'string', short: 'J' },
  local: { type: 'string', short: 'L', multiple: true },
  remote: { type: 'string', short: 'R', multiple: true },
  dynamic: { type: 'string', short: 'D', multiple: true },
  tag: { type: 'string', short: 't', multiple: true },
  note: { type: 'string' },
  pin: { type: 'boolean' },
  list: { type: 'string' },
} as const;

type Values = {
  [name in keyof typeof ENTRY_OPTIONS]?: string | boolean | string[];
};

/** What the options say of fields; an empty value takes a field away. */
export function fieldsFromOptions(values: Values): Partial<EntryFields> {
  const fields: Record<string, unknown> = {};
  for (const name of ['name', 'host', 'user', 'jump', 'note'] as const) {
    if (values[name] !== undefined) fields[name] = values[name] || undefined;
  }
  if (values.port !== undefined) {
    fields.port = values.port === '' ? undefined : Number(values.port);
  }
  const forwards = [
    ...forwardsOf('L', values.local),
    ...forwardsOf('R', values.remote),
    ...forwardsOf('D', values.dynamic),
  ];
  if (forwards.length > 0) fields.forwards = forwards.filter(Boolean);
  if (values.tag) fields.tags = (values.tag as string[]).filter(Boolean);
  if (values.pin !== undefined) fields.pinned = values.pin;
  return fields;
}

/** Fields that the validator lets pass; what it refuses ends the command. */
export function checkedFields(fields: unknown): EntryFields {
  const checked = validateFields(fields);
  if (checked.ok) return checked.value;
  throw new CommandError(
    `This entry is refused: ${describeProblems(checked.problems)}.`,
    EXIT.refusedEntry,
  );
}

/** The one thing that must be named beside the options. */
export function onlyOne(positionals: string[], what: string): string {
  if (positionals.length === 1) return positionals[0];
  throw wrongUse(`Name one ${what}. \`s help\` shows how.`);
}

function forwardsOf(kind: string, values: unknown): string[] {
  return ((values as string[] | undefined) ?? []).map(value =>
    value === '' ? '' : `${kind} ${value}`,
  );
}
