import {
  BackendFeature,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type ClustersService,
  clustersServiceRef,
} from '@wheelhouse/plugin-clusters-node';
import type { JsonObject } from '@backstage/types';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import type { AddressInfo } from 'node:net';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { restartsPlugin } from '../plugin';
import { FakeTenancy } from './FakeTenancy';

export interface PortalOptions {
  /** The kubeconfig whose contexts are the clusters. */
  kubeconfig: string;
  /** Of `clusters` in the configuration. */
  clusters?: JsonObject;
  /** Replaces or adds to the configuration. */
  config?: JsonObject;
  features?: BackendFeature[];
  /** Sees what is audited. */
  onAudit?(event: object): void;
  /** In place of one in memory. */
  database?: JsonObject;
}

/** An answer, read whole. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: any;
}

/** The plugin in a server of its own, on real or simulated clusters. */
export interface Portal {
  url: string;
  tenancy: FakeTenancy;
  clusters: ClustersService;
  stop(): Promise<void>;
  /** A request below `/api/restarts`. */
  request(
    who: AuthState,
    method: string,
    path: string,
    options?: RequestOptions,
  ): Promise<Answer>;
  /** As {@link request}, whose answer is read by the caller. */
  fetch(
    who: AuthState,
    method: string,
    path: string,
    options?: RequestOptions & { signal?: AbortSignal },
  ): Promise<Response>;
}

export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

export async function startPortal(options: PortalOptions): Promise<Portal> {
  const tenancy = new FakeTenancy();
  let clusters: ClustersService | undefined;
  const look = createBackendPlugin({
    pluginId: 'look',
    register(env) {
      env.registerInit({
        deps: { service: clustersServiceRef },
        async init({ service }) {
          clusters = service;
          await service.ready(10_000);
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      restartsPlugin,
      look,
      tenancy.factory,
      mockServices.rootConfig.factory({
        data: {
          clusters: {
            sources: [{ type: 'kubeconfig', path: options.kubeconfig }],
            ...options.clusters,
          },
          restarts: { takeOver: '2s' },
          ...(options.database && {
            backend: { database: options.database },
          }),
          ...options.config,
        },
      }),
      ...(options.onAudit ? [auditorOf(options.onAudit)] : []),
      ...(options.database ? [databaseServiceFactory] : []),
      ...(options.features ?? []),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    ...requestsTo(url, who => tenancy.admit(who)),
    url,
    tenancy,
    clusters: clusters!,
    stop: () => backend.stop(),
  };
}

/** How tests send requests to a server that may be in another process. */
export function requestsTo(
  url: string,
  bearerOf: (who: AuthState) => string,
): Pick<Portal, 'fetch' | 'request'> {
  const send: Portal['fetch'] = (who, method, path, more = {}) =>
    fetch(`${url}/api/restarts${path}`, {
      method,
      signal: more.signal,
      headers: {
        authorization: `Bearer ${bearerOf(who)}`,
        ...(more.body !== undefined && { 'content-type': 'application/json' }),
        ...more.headers,
      },
      body: more.body === undefined ? undefined : JSON.stringify(more.body),
    });
  return {
    fetch: send,
    async request(...parameters) {
      const response = await send(...parameters);
      const text = await response.text();
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch {
        body = undefined;
      }
      const { status, headers } = response;
      return { status, headers, text, body };
    },
  };
}

function auditorOf(onAudit: (event: object) => void) {
  return createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () => ({
      createEvent: async ({ eventId, meta }) => ({
        success: async () => onAudit({ eventId, meta, status: 'succeeded' }),
        fail: async () => onAudit({ eventId, meta, status: 'failed' }),
      }),
    }),
  });
}
