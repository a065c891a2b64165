/** An object of the API, or all objects of a kind. */
export interface ResourceAddress {
  /** Absent: the core group. */
  group?: string;
  version: string;
  /** The plural: `deployments`. */
  resource: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/**
 * The path of an object or of a list in the API: `/apis/apps/v1/namespaces/shop/deployments/web`. Segments are encoded, and
 * none can lead out of its place.
 *
 * @throws Error for a segment that is empty, `.` or `..`
 */
export function resourcePath(address: ResourceAddress): string {
  const { group, version, resource, namespace, name, subresource } = address;
  return [
    '',
    ...(group ? ['apis', group] : ['api']),
    version,
    ...(namespace === undefined ? [] : ['namespaces', namespace]),
    resource,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ]
    .map((segment, index) => (index === 0 ? segment : encode(segment)))
    .join('/');
}

function encode(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..') {
    throw new Error('A segment of a path must not be empty, "." or ".."');
  }
  return encodeURIComponent(segment);
}
