import type { ClusterConnection } from '../sources/types';

/** What a definition becomes that says an address, a CA and a token, and nothing else. */
export function connectionWith(
  server: string,
  ca: string,
  token: string,
): ClusterConnection {
  return {
    server,
    tls: {
      ca,
      certificate: undefined,
      key: undefined,
      serverName: undefined,
      insecure: false,
    },
    auth: { kind: 'token', token },
    proxyUrl: undefined,
  };
}
