import { isDeepStrictEqual } from 'node:util';
import { groupVersion, Resource } from './resources';
import { KubeObject, ManagedFieldsEntry } from './types';

/** Set by the server, not by whoever writes. */
const NOT_OWNED = new Set([
  'apiVersion',
  'kind',
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
]);

/** Who changes an object. */
export interface Writer {
  manager: string;
  subresource?: string;
  /** In milliseconds since 1970. */
  now: number;
}

/**
 * The object with what a write changed entered under its writer, as API servers do it: every object that goes over the
 * wire carries this, and often it is the larger part.
 */
export function withManagedFields(
  resource: Resource,
  previous: KubeObject | undefined,
  next: KubeObject,
  writer: Writer,
): KubeObject {
  const changed = changedFields(previous ?? {}, next, true);
  const entries = previous?.metadata.managedFields ?? [];
  if (!changed) {
    return { ...next, metadata: { ...next.metadata, managedFields: entries } };
  }
  const mine = entries.find(
    each =>
      each.manager === writer.manager &&
      each.subresource === writer.subresource,
  );
  const entry: ManagedFieldsEntry = {
    manager: writer.manager,
    operation: 'Update',
    apiVersion: groupVersion(resource),
    time: timestamp(writer.now),
    fieldsType: 'FieldsV1',
    fieldsV1: mine ? union(mine.fieldsV1, changed) : changed,
    ...(writer.subresource && { subresource: writer.subresource }),
  };
  return {
    ...next,
    metadata: {
      ...next.metadata,
      managedFields: [...entries.filter(each => each !== mine), entry],
    },
  };
}

/** As API servers write times: to the second. */
export function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

type Fields = { [name: string]: Fields };

function changedFields(
  previous: unknown,
  next: object,
  top = false,
): Fields | undefined {
  const before = isMap(previous) ? previous : {};
  const fields: Fields = {};
  for (const [name, value] of Object.entries(next)) {
    if (top && name === 'metadata') {
      const inner = changedFields(before[name], value, true);
      if (inner) fields['f:metadata'] = inner;
    } else if (
      !(top && NOT_OWNED.has(name)) &&
      !isDeepStrictEqual(before[name], value)
    ) {
      fields[`f:${name}`] = valueFields(before[name], value);
    }
  }
  return Object.keys(fields).length > 0 ? fields : undefined;
}

function valueFields(previous: unknown, value: unknown): Fields {
  if (isMap(value)) return { '.': {}, ...changedFields(previous, value) };
  const key = Array.isArray(value) ? listKey(value) : undefined;
  if (!key) return {};
  const fields: Fields = { '.': {} };
  for (const item of value as Record<string, unknown>[]) {
    fields[`k:${JSON.stringify({ [key]: item[key] })}`] = valueFields({}, item);
  }
  return fields;
}

/** Lists of named things are owned item by item, others as a whole. */
function listKey(list: unknown[]): string | undefined {
  return ['name', 'type', 'uid'].find(key =>
    list.every(item => isMap(item) && typeof item[key] === 'string'),
  );
}

function union(one: object, other: object): object {
  const result: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const mine = result[name];
    result[name] = isMap(mine) ? union(mine, value) : value;
  }
  return result;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
