import {
  type BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
  type HttpAuthService,
  type PermissionsRegistryService,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  type OpenApiDocument,
  permissionNamesOf,
  permissionsOf,
} from '@wheelhouse/http-node';
import type { Request } from 'express';
import type { AuthState } from '../directory';
import { PolicyRights, type Remainders } from './PolicyRights';
import { type TenancyService, tenancyServiceRef } from './tenancyService';

/** Who calls, and with what, so that it can be looked again whether they still may. */
export interface Caller {
  who: AuthState;
  credentials: BackstageCredentials;
  /** What was asked of the installer's policy. */
  permissions: readonly BasicPermission[];
}

/**
 * Finds out who makes a request, signed in or with a key, and asks the installer's policy for the permissions that the
 * route names as `x-permission`.
 */
export class Callers {
  readonly #policy: PolicyRights;
  #declared = new Map<string, BasicPermission>();

  constructor(
    private readonly options: {
      httpAuth: HttpAuthService;
      permissions: PermissionsService;
      permissionsRegistry: PermissionsRegistryService;
      tenancy: TenancyService;
    },
  ) {
    this.#policy = new PolicyRights(options.permissions);
  }

  /**
   * Declares the plugin's permissions, where installers find them, and holds its routes to naming them.
   * @throws Error where a route names one that is not declared; or none, without `x-no-permission` saying why
   */
  declare(
    document: OpenApiDocument,
    permissions: readonly BasicPermission[],
  ): void {
    this.#declared = new Map(permissions.map(p => [p.name, p]));
    for (const [path, item] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        const names = permissionNamesOf(operation);
        if (names.length === 0 && !operation['x-no-permission']) {
          throw new Error(
            `${method} ${path} has neither x-permission nor x-no-permission`,
          );
        }
        names.forEach(name => this.#find(name));
      }
    }
    this.options.permissionsRegistry.addPermissions([...permissions]);
  }

  /**
   * Whoever makes a request, as far as the policy lets them.
   * @throws AuthenticationError, NotAllowedError
   */
  async of(request: Request, remainders?: Remainders): Promise<AuthState> {
    return (await this.withCredentials(request, remainders)).who;
  }

  /** As {@link of}, to be looked at {@link again}. */
  async withCredentials(
    request: Request,
    remainders?: Remainders,
  ): Promise<Caller> {
    const { httpAuth, tenancy } = this.options;
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const who = await tenancy.whoIs(credentials);
    const permissions = permissionsOf(request).map(name => this.#find(name));
    return {
      who: await this.#policy.narrow(who, credentials, permissions, remainders),
      credentials,
      permissions,
    };
  }

  /** Who a caller is by now, and as far as they are let. @throws AuthenticationError, NotAllowedError */
  async again({ credentials, permissions }: Caller): Promise<AuthState> {
    const who = await this.options.tenancy.whoIs(credentials);
    return this.#policy.narrow(who, credentials, permissions);
  }

  #find(name: string): BasicPermission {
    const permission = this.#declared.get(name);
    if (!permission) throw new Error(`There is no permission "${name}"`);
    return permission;
  }
}

/** The callers of the plugin that depends on it. */
export const callersServiceRef = createServiceRef<Callers>({
  id: 'tenancy.callers',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        httpAuth: coreServices.httpAuth,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        tenancy: tenancyServiceRef,
      },
      factory: services => new Callers(services),
    }),
});
