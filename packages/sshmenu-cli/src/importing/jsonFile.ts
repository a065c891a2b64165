import type { EntryFields } from '@wheelhouse/plugin-sshmenu-common';
import { FIELD_NAMES } from '@wheelhouse/plugin-sshmenu-common';
import { CommandError, EXIT } from '../exitCodes';
import type { Found } from './Found';

/** Counts up when a reader of the one before could not read it. */
export const EXPORT_FORMAT = 1;

/** Reads what `s export --format json` or `s list --json` wrote. */
export function readJson(text: string): Found {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw refused((error as Error).message);
  }
  const { format, entries } = Array.isArray(content)
    ? { format: EXPORT_FORMAT, entries: content }
    : Object(content);
  if (format !== EXPORT_FORMAT || !Array.isArray(entries)) {
    throw refused('it has no entries, or is of a newer version of s');
  }
  return { entries: entries.map(fieldsIn), notes: [] };
}

/** What `s list --json` tells beside the fields is not of the entry itself; anything else is for the validator. */
function fieldsIn(entry: unknown): EntryFields {
  const { id, list, uses, lastUsed, lastUsedFrom, ownUser, version, ...rest } =
    Object(entry);
  void [id, list, uses, lastUsed, lastUsedFrom, ownUser, version];
  return rest;
}

/** As it is exported: the fields in one order, and nothing else. */
export function writeJson(entries: readonly EntryFields[]): string {
  const exported = entries.map(entry =>
    Object.fromEntries(
      FIELD_NAMES.filter(name => entry[name] !== undefined).map(name => [
        name,
        entry[name],
      ]),
    ),
  );
  return JSON.stringify({ format: EXPORT_FORMAT, entries: exported }, null, 2);
}

function refused(reason: string): CommandError {
  return new CommandError(`This is no export of s: ${reason}.`, EXIT.failed);
}
