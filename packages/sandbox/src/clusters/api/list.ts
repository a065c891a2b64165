import { badRequest, expired } from './errors';
import { ApiRequest, queryNumber } from './request';
import { parseFieldSelector, parseLabelSelector } from './selectors';
import { keyOf, ObjectStore } from './store';
import { KubeObject } from './types';

/** One page of a list. */
export interface Page {
  items: KubeObject[];
  resourceVersion: string;
  /** Where the next page begins. */
  continue?: string;
  remainingItemCount?: number;
}

/** Whether an object is one that a request asks for. @throws ApiError 400 */
export function matcher({
  resource,
  namespace,
  query,
}: ApiRequest): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', resource);
  return object =>
    (!namespace || object.metadata.namespace === namespace) &&
    labels(object) &&
    fields(object);
}

/** Lists objects; all pages of a list show what there was at the first one. @throws ApiError 400 or 410 */
export function list(store: ObjectStore, request: ApiRequest): Page {
  const { query } = request;
  const limit = queryNumber(query, 'limit') ?? 0;
  const token = query.get('continue');
  const from = token ? readToken(token) : undefined;
  const exact =
    query.get('resourceVersionMatch') === 'Exact'
      ? queryNumber(query, 'resourceVersion')
      : undefined;
  const revision = from?.revision ?? exact ?? store.revision;

  const matches = matcher(request);
  const objects = objectsAt(store, request, revision, Boolean(from))
    .filter(matches)
    .filter(object => !from || keyOf(object) > from.after);
  const items = limit > 0 ? objects.slice(0, limit) : objects;
  const rest = objects.length - items.length;
  const selected =
    query.get('labelSelector') !== null || query.get('fieldSelector') !== null;
  return {
    items,
    resourceVersion: String(revision),
    ...(rest > 0 && {
      continue: makeToken(revision, keyOf(items[items.length - 1])),
      // A real one does not count what it has not yet matched.
      ...(!selected && { remainingItemCount: rest }),
    }),
  };
}

/** @throws ApiError 410 where that revision is forgotten */
function objectsAt(
  store: ObjectStore,
  { resource, namespace }: ApiRequest,
  revision: number,
  continued: boolean,
): KubeObject[] {
  if (revision >= store.revision) return store.list(resource, namespace);
  try {
    return store.listAt(resource, namespace, revision);
  } catch {
    throw expired(
      continued
        ? 'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.'
        : 'The resourceVersion for the provided list is too old.',
    );
  }
}

function makeToken(revision: number, after: string): string {
  return Buffer.from(JSON.stringify({ revision, after })).toString('base64url');
}

function readToken(token: string): { revision: number; after: string } {
  try {
    const { revision, after } = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    );
    if (Number.isInteger(revision) && typeof after === 'string') {
      return { revision, after };
    }
  } catch {
    // Said below.
  }
  throw badRequest('invalid continue token: continue key is not valid');
}
