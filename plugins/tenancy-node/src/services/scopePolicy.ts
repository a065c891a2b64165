import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';

/** What a route asks of an API key's scopes. */
export interface ScopeDemand {
  action: string;
  /** Undefined: any resource will do here; the route looks at the resource itself. */
  resource?: string;
}

/** As much of a request as scopes depend on. */
export interface ScopedRequest {
  method: string;
  /** Within the plugin: `/entities/by-query`, however its routers are nested. */
  path: string;
}

/** `open`: any key that is alive may call the route. */
export type RouteScope = ScopeDemand | 'open';

/** What the routes of one plugin ask of an API key's scopes. */
export interface ScopePolicy {
  /** Replaces the rule for plugins that know nothing of scopes. */
  use(rule: (request: ScopedRequest) => RouteScope): void;
  demandOf(request: Request): RouteScope;
}

/**
 * Plugins that every other one asks on behalf of a caller: who this is, and what they may do. They reveal and change
 * nothing, so that no scope is needed for them.
 */
const INFRASTRUCTURE: Record<string, RegExp> = {
  auth: /^GET \/v1\/userinfo$/,
  permission: /^POST \/authorize$/,
};

/** Plugins of ours that answer every key: with what it is and revoking itself; with the live events of what it may read. */
const OPEN_TO_KEYS = new Set(['tenancy', 'live']);

/** Whether a plugin has routes that need no scope. */
export function answersEveryKey(pluginId: string): boolean {
  return OPEN_TO_KEYS.has(pluginId) || Object.hasOwn(INFRASTRUCTURE, pluginId);
}

/**
 * The rule for plugins that know nothing of scopes: `read` for requests that change nothing and `write` for the others,
 * with the path as the resource: `catalog:read:entities/**`.
 */
function defaultRule(pluginId: string) {
  return (request: ScopedRequest): RouteScope => {
    if (INFRASTRUCTURE[pluginId]?.test(`${request.method} ${request.path}`)) {
      return 'open';
    }
    const reads = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    return {
      action: reads ? 'read' : 'write',
      resource: request.path.split('/').filter(Boolean).join('/'),
    };
  };
}

/** Express takes off what the routers on the way have matched; plugins are mounted at `/api/<plugin>`. */
function pathInPlugin(request: Request): string {
  const [path] = request.originalUrl.split('?');
  return `/${path.split('/').slice(3).join('/')}`;
}

/** The scope policy of a plugin; one that declares its own scopes puts its rule in place. */
export const scopePolicyServiceRef = createServiceRef<ScopePolicy>({
  id: 'tenancy.scope-policy',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { plugin: coreServices.pluginMetadata },
      factory({ plugin }) {
        let rule: (request: ScopedRequest) => RouteScope = defaultRule(
          plugin.getId(),
        );
        return {
          use(replacement) {
            rule = replacement;
          },
          demandOf: request =>
            rule({ method: request.method, path: pathInPlugin(request) }),
        };
      },
    }),
});
