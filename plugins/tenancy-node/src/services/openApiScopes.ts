import type { RouteScope, ScopedRequest } from './scopePolicy';

/** As much of an OpenAPI document as is needed here. */
interface Document {
  paths: { [path: string]: { [method: string]: { 'x-scope'?: string } } };
}

const NOBODY: RouteScope = { action: '' };

/**
 * The scope policy of a plugin whose OpenAPI document names the action of each route as `x-scope`, or `open` for one that
 * needs none. A route that names nothing is for no key but one of all scopes.
 */
export function scopesOfOpenApi(
  document: Document,
): (request: ScopedRequest) => RouteScope {
  const routes = Object.entries(document.paths).map(([path, methods]) => ({
    pattern: new RegExp(
      `^${path
        .split(/\{[^}]+\}/)
        .map(escape)
        .join('[^/]+')}/?$`,
    ),
    methods,
  }));
  return request => {
    const route = routes.find(({ pattern }) => pattern.test(request.path));
    const method = request.method === 'HEAD' ? 'get' : request.method;
    const scope = route?.methods[method.toLowerCase()]?.['x-scope'];
    if (scope === 'open') return 'open';
    return scope ? { action: scope } : NOBODY;
  };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
