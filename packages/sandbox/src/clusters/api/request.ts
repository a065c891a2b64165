import { IncomingMessage } from 'node:http';
import { ApiError, badRequest, noSuchPath, tooLarge } from './errors';
import { findResource, Resource } from './resources';

/** As etcd bounds an object, with room for JSON. */
const BODY_LIMIT = 3 * 1024 * 1024;

/** A request for objects, as its URL says. */
export interface ApiRequest {
  resource: Resource;
  namespace?: string;
  name?: string;
  subresource?: string;
  query: URLSearchParams;
}

/** Reads what a URL asks for. @throws ApiError 404 or 400 */
export function parseUrl(url: URL): ApiRequest {
  let segments: string[];
  try {
    segments = url.pathname.slice(1).split('/').map(decodeURIComponent);
  } catch {
    throw badRequest('the path is not encoded as a URL');
  }
  const core = segments[0] === 'api';
  if (!core && segments[0] !== 'apis') throw noSuchPath();
  const [group, version, ...rest] = core
    ? ['', ...segments.slice(1)]
    : segments.slice(1);

  const inNamespace =
    rest[0] === 'namespaces' && rest.length > 2 && rest[2] !== 'status';
  const [plural, name, subresource, ...more] = inNamespace
    ? rest.slice(2)
    : rest;
  const resource = plural && findResource(group, version, plural);
  if (!resource || more.length > 0) throw noSuchPath();
  if (inNamespace !== resource.namespaced && (inNamespace || name)) {
    throw noSuchPath();
  }
  return {
    resource,
    ...(inNamespace && { namespace: rest[1] }),
    ...(name && { name }),
    ...(subresource && { subresource }),
    query: url.searchParams,
  };
}

/** @throws ApiError 400 or 413 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw tooLarge(BODY_LIMIT);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be of type JSON): ${
        (error as Error).message
      }`,
    );
  }
}

/** A number in the query; undefined where there is none. @throws ApiError 400 */
export function queryNumber(
  query: URLSearchParams,
  name: string,
): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) {
    throw new ApiError(
      400,
      'BadRequest',
      `strconv.ParseInt: parsing "${text}": invalid syntax`,
    );
  }
  return Number(text);
}

/** Whether a flag of the query is set. */
export function queryFlag(query: URLSearchParams, name: string): boolean {
  return ['true', '1', ''].includes(query.get(name) ?? 'false');
}
