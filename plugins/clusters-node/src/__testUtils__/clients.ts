import { mockServices } from '@backstage/backend-test-utils';
import { HttpClusterClient } from '../client/HttpClusterClient';
import type { ClientLimits } from '../config';
import type { ClusterConnection } from '../sources/types';

export const LIMITS: ClientLimits = {
  connectMs: 2_000,
  requestMs: 10_000,
  watchMs: 40_000,
  allowedCommands: [],
  allowLinkLocal: false,
};

/** What cannot be guessed and must be seen nowhere. */
export const CANARY = 'canary-Zk3vQ9xW7tLpR5yB';

const open: HttpClusterClient[] = [];

/** A client that `closeClients` ends. */
export function clientTo(
  connection: Partial<ClusterConnection> & { server: string },
  limits: Partial<ClientLimits> = {},
): HttpClusterClient {
  const client = new HttpClusterClient(
    'dev',
    { tls: {}, auth: { kind: 'token', token: CANARY }, ...connection },
    { limits: { ...LIMITS, ...limits }, logger: mockServices.rootLogger() },
  );
  open.push(client);
  return client;
}

export function closeClients(): void {
  for (const client of open.splice(0)) client.close();
}
