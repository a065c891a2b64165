import { notAcceptable } from './errors';
import { Page } from './list';
import { groupVersion, Resource } from './resources';
import { printTable } from './table';
import { KubeObject } from './types';

/** How an answer is written, as the request's `Accept` asks. */
export interface Format {
  contentType: string;
  object(resource: Resource, object: KubeObject): unknown;
  list(resource: Resource, page: Page): unknown;
  /** An object of a watch. */
  watched(resource: Resource, object: KubeObject): unknown;
}

const listMeta = (page: Page) => ({
  resourceVersion: page.resourceVersion,
  ...(page.continue && { continue: page.continue }),
  ...(page.remainingItemCount && {
    remainingItemCount: page.remainingItemCount,
  }),
});

const OBJECTS: Format = {
  contentType: 'application/json',
  object: (_resource, object) => object,
  list: (resource, page) => ({
    kind: `${resource.kind}List`,
    apiVersion: groupVersion(resource),
    metadata: listMeta(page),
    // The lists of Kubernetes' own kinds say once what they hold; those of a CRD with each item.
    items: resource.custom ? page.items : page.items.map(untyped),
  }),
  watched: (_resource, object) => object,
};

const META_VERSION = 'meta.k8s.io/v1';
const partial = ({ metadata }: KubeObject) => ({
  kind: 'PartialObjectMetadata',
  apiVersion: META_VERSION,
  metadata,
});
const METADATA: Format = {
  contentType:
    'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
  object: (_resource, object) => partial(object),
  list: (_resource, page) => ({
    kind: 'PartialObjectMetadataList',
    apiVersion: META_VERSION,
    metadata: listMeta(page),
    items: page.items.map(partial),
  }),
  watched: (_resource, object) => partial(object),
};

function table(include: string): Format {
  const shown = (object: KubeObject) => {
    if (include === 'None') return {};
    return { object: include === 'Object' ? object : partial(object) };
  };
  const print = (
    resource: Resource,
    objects: KubeObject[],
    metadata: object,
  ) => {
    const { columnDefinitions, cells } = printTable(resource);
    return {
      kind: 'Table',
      apiVersion: META_VERSION,
      metadata,
      columnDefinitions,
      rows: objects.map(object => ({
        cells: cells(object),
        ...shown(object),
      })),
    };
  };
  const single = (resource: Resource, object: KubeObject) =>
    print(resource, [object], {
      resourceVersion: object.metadata.resourceVersion,
    });
  return {
    contentType: 'application/json',
    object: single,
    list: (resource, page) => print(resource, page.items, listMeta(page)),
    watched: single,
  };
}

function untyped({ apiVersion, kind, ...object }: KubeObject): object {
  return object;
}

/** The first of the formats in `Accept` that the server has. @throws ApiError 406 */
export function formatFor(accept: string, query: URLSearchParams): Format {
  for (const each of accept.split(',')) {
    const [type, ...parameters] = each.split(';').map(part => part.trim());
    const as = parameters.find(part => part.startsWith('as='))?.slice(3);
    const isJson = ['application/json', 'application/*', '*/*', ''].includes(
      type,
    );
    if (isJson && as === undefined) return OBJECTS;
    if (isJson && as === 'Table' && parameters.includes('v=v1')) {
      return table(query.get('includeObject') ?? 'Metadata');
    }
    if (isJson && as?.startsWith('PartialObjectMetadata')) return METADATA;
  }
  throw notAcceptable();
}
