import { applyPatch as applyTo, Operation } from 'fast-json-patch';
import { ApiError, badRequest, unsupportedMediaType } from './errors';
import { Resource } from './resources';
import { KubeObject } from './types';

type Json = unknown;
type JsonMap = Record<string, Json>;

const STRATEGIC = 'application/strategic-merge-patch+json';
const MERGE = 'application/merge-patch+json';
const OPERATIONS = 'application/json-patch+json';

/** What an object would be after a patch. @throws ApiError 400, 415 or 422 */
export function applyPatch(
  resource: Resource,
  object: KubeObject,
  contentType: string,
  patch: unknown,
): KubeObject {
  // The server knows the lists of its own kinds, not those of a CRD.
  const strategic = contentType === STRATEGIC && !resource.custom;
  if (strategic) return merge(object, demandMap(patch), mergeKey) as KubeObject;
  if (contentType === MERGE) {
    return merge(object, demandMap(patch), () => undefined) as KubeObject;
  }
  if (contentType === OPERATIONS) return applyOperations(object, patch);
  throw unsupportedMediaType();
}

function demandMap(patch: unknown): JsonMap {
  if (isMap(patch)) return patch;
  throw badRequest(
    'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
  );
}

function applyOperations(object: KubeObject, patch: unknown): KubeObject {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    );
  }
  try {
    return applyTo(object, patch as Operation[], true, false).newDocument;
  } catch {
    throw new ApiError(
      422,
      'Invalid',
      'the server rejected our request due to an error in our request',
      {},
    );
  }
}

/** What identifies the items of a list; undefined where a list is replaced as a whole. */
type MergeKey = (path: readonly string[]) => string | undefined;

/** Merges as RFC 7396 says, and lists that have a merge key item by item, with the directives of `kubectl`. */
function merge(
  target: Json,
  patch: JsonMap,
  keyOf: MergeKey,
  path: readonly string[] = [],
): JsonMap {
  if (patch.$patch === 'replace') return withoutDirectives(patch);
  const result: JsonMap = isMap(target) ? { ...target } : {};
  if (Array.isArray(patch.$retainKeys)) {
    for (const name of Object.keys(result)) {
      if (!patch.$retainKeys.includes(name)) delete result[name];
    }
  }
  for (const [name, value] of Object.entries(patch)) {
    // A patch is JSON from outside: this name would change what every object is.
    if (name === '__proto__' || name.startsWith('$')) continue;
    const inner = [...path, name];
    if (value === null) delete result[name];
    else if (isMap(value) && value.$patch === 'delete') delete result[name];
    else if (isMap(value)) {
      result[name] = merge(result[name], value, keyOf, inner);
    } else {
      const key = Array.isArray(value) ? keyOf(inner) : undefined;
      result[name] = key
        ? mergeList(result[name], value as Json[], key, keyOf, inner)
        : value;
    }
  }
  return result;
}

function mergeList(
  target: Json,
  patch: Json[],
  key: string,
  keyOf: MergeKey,
  path: readonly string[],
): Json[] {
  const items = patch.filter(isMap);
  const replace = items.some(item => item.$patch === 'replace');
  const result: Json[] = Array.isArray(target) && !replace ? [...target] : [];
  const added: Json[] = [];
  for (const item of items) {
    if (item.$patch === 'replace' && !(key in item)) continue;
    if (item[key] === undefined) {
      throw badRequest(
        `map: ${JSON.stringify(
          item,
        )} does not contain declared merge key: ${key}`,
      );
    }
    const at = result.findIndex(each => isMap(each) && each[key] === item[key]);
    if (item.$patch === 'delete') {
      if (at >= 0) result.splice(at, 1);
    } else if (at >= 0) {
      result[at] = merge(result[at], item, keyOf, path);
    } else {
      added.push(merge({}, item, keyOf, path));
    }
  }
  // As a real server orders them.
  return [...added, ...result];
}

/** The merge keys of the lists in the kinds that the server knows. */
const MERGE_KEYS: Record<string, string> = {
  conditions: 'type',
  containers: 'name',
  containerStatuses: 'name',
  env: 'name',
  ephemeralContainers: 'name',
  imagePullSecrets: 'name',
  initContainers: 'name',
  ownerReferences: 'uid',
  ports: 'containerPort',
  topologySpreadConstraints: 'topologyKey',
  volumeMounts: 'mountPath',
  volumes: 'name',
};

function mergeKey(path: readonly string[]): string | undefined {
  const name = path[path.length - 1];
  // Labels and annotations hold texts, whatever they are called.
  return Object.hasOwn(MERGE_KEYS, name) ? MERGE_KEYS[name] : undefined;
}

function withoutDirectives(patch: JsonMap): JsonMap {
  const { $patch, ...rest } = patch;
  return rest;
}

function isMap(value: Json): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
