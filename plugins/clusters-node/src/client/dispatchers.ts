import type { ConnectionOptions } from 'node:tls';
import { buildConnector, Dispatcher, Pool, ProxyAgent } from 'undici';
import type { ClientLimits } from '../config';
import type { ClusterConnection } from '../sources/types';
import { guardedLookup } from './addressGuard';
import { socks5Connector } from './socks5';

/** Kept connections of a cluster: streams have their own, so that they keep no request waiting. */
export interface Dispatchers {
  requests: Dispatcher;
  streams: Dispatcher;
}

/** A certificate that a credential plugin gave, instead of the connection's own. */
export interface ClientCertificate {
  certificate: string;
  key: string;
}

const REQUEST_CONNECTIONS = 8;
const STREAM_CONNECTIONS = 256;
/** Shorter than API servers (90 s) and usual load balancers (60 s) keep one that nobody uses. */
const KEEP_ALIVE_MS = 30_000;

export function createDispatchers(
  connection: ClusterConnection,
  limits: ClientLimits,
  certificate?: ClientCertificate,
): Dispatchers {
  return {
    requests: create(connection, limits, REQUEST_CONNECTIONS, certificate),
    streams: create(connection, limits, STREAM_CONNECTIONS, certificate),
  };
}

function create(
  { server, tls, proxyUrl }: ClusterConnection,
  limits: ClientLimits,
  connections: number,
  certificate: ClientCertificate | undefined,
): Dispatcher {
  const target: ConnectionOptions & { timeout: number } = {
    ca: tls.ca,
    cert: certificate?.certificate ?? tls.certificate,
    key: certificate?.key ?? tls.key,
    servername: tls.serverName,
    rejectUnauthorized: !tls.insecure,
    timeout: limits.connectMs,
  };
  const reach = {
    timeout: limits.connectMs,
    lookup: limits.allowLinkLocal ? undefined : guardedLookup,
  };
  const pool = {
    connections,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Every request has its own deadline, which covers these.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (!proxyUrl) {
    return new Pool(new URL(server).origin, {
      ...pool,
      connect: { ...target, ...reach },
    });
  }
  if (proxyUrl.startsWith('socks5:')) {
    return new Pool(new URL(server).origin, {
      ...pool,
      connect: socks5Connector(
        proxyUrl,
        buildConnector(reach),
        buildConnector(target),
        limits.connectMs,
      ),
    });
  }
  return new ProxyAgent({
    ...pool,
    uri: proxyUrl,
    requestTls: target,
    proxyTls: reach,
    clientFactory: (origin, options) =>
      new Pool(origin, { ...options, headersTimeout: limits.connectMs }),
  });
}
