import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import type { Answer } from './TestBrowser';

/** A policy that allows everything but what a test has it deny. */
export class DenyingPolicy {
  readonly #denied = new Set<string>();

  /** Does something while a permission is denied to everybody. */
  async denying<T>(permission: string, act: () => Promise<T>): Promise<T> {
    this.#denied.add(permission);
    try {
      return await act();
    } finally {
      this.#denied.delete(permission);
    }
  }

  readonly feature = createBackendModule({
    pluginId: 'permission',
    moduleId: 'denying-policy',
    register: env =>
      env.registerInit({
        deps: { policy: policyExtensionPoint },
        init: async ({ policy }) =>
          policy.setPolicy({
            handle: async ({ permission }) => ({
              result: this.#denied.has(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            }),
          }),
      }),
  });
}

interface Document {
  paths: Record<
    string,
    Record<
      string,
      { 'x-permission'?: string | string[]; 'x-no-permission'?: string }
    >
  >;
}

/** Each route of a document with what it asks of the policy. */
export function routesOf(document: Document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      permissions: [operation['x-permission'] ?? []].flat(),
      reason: operation['x-no-permission'],
    })),
  );
}

/** Each route of a document with each permission that it asks for. */
export function permissionCases(document: Document) {
  return routesOf(document).flatMap(({ route, permissions }) =>
    permissions.map(permission => ({
      route,
      permission,
      reads: permissions.every(name => name.endsWith('.read')),
    })),
  );
}

/** Expects that the policy has refused an action. */
export function expectRefused(answer: Answer, permission: string): void {
  expect(answer.status).toBe(403);
  expect(answer.body.error).toEqual({
    name: 'NotAllowedError',
    message: `The policy of this portal does not let you do this (${permission}); ask whoever runs it`,
  });
}
