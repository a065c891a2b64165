import { RefusedAddressError } from './addressGuard';
import { ClusterError, ClusterErrorReason } from './ClusterError';
import { BodyTooLargeError } from './readBody';
import { LineTooLongError } from './readLines';
import { ProxyRefusedError } from './socks5';

const TLS_CODES =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|UNABLE_TO_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|CRL_|PATH_LENGTH|INVALID_PURPOSE|EPROTO)/;

const CONNECTION_WORDS: Record<string, string> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'has an address that is not known by name',
  EAI_AGAIN: 'has an address whose name cannot be looked up at present',
  EHOSTUNREACH: 'cannot be reached: no route',
  ENETUNREACH: 'cannot be reached: no route',
};

/** What went wrong below HTTP, in words that hold no address: those of Node and undici do. */
export function connectionError(cluster: string, cause: unknown): ClusterError {
  if (cause instanceof ClusterError) return cause;
  const [reason, words] = classify(cause);
  return new ClusterError(cluster, reason, `Cluster ${cluster} ${words}`);
}

function classify(cause: unknown): [ClusterErrorReason, string] {
  const { name, code, errors } = Object(cause) as {
    name?: string;
    code?: string;
    errors?: unknown[];
  };
  if (errors?.length) return classify(errors[0]);
  if (cause instanceof RefusedAddressError) {
    return [
      'misconfigured',
      'has a link-local or metadata address, which is not called unless clusters.allowLinkLocalAddresses says so',
    ];
  }
  if (cause instanceof LineTooLongError) {
    return ['bad-answer', 'sends a line that is too long'];
  }
  if (cause instanceof BodyTooLargeError) {
    return ['bad-answer', 'sends an answer that is too long'];
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return ['timeout', 'does not answer: no connection in time'];
  }
  if (/TIMEOUT/.test(code ?? '') || name === 'TimeoutError') {
    return ['timeout', 'did not answer in time'];
  }
  if (code === 'UND_ERR_ABORTED' || cause instanceof ProxyRefusedError) {
    return ['unreachable', 'cannot be reached: its proxy refuses to connect'];
  }
  if (code === 'UND_ERR_PRX_TLS') {
    return ['tls', 'has a proxy whose certificate is not trusted'];
  }
  if (code && TLS_CODES.test(code)) {
    return [
      'tls',
      `shows a certificate that is not trusted, or speaks no TLS (${code})`,
    ];
  }
  if (/^(HPE_|UND_ERR_RES|UND_ERR_INFO)/.test(code ?? '')) {
    return ['bad-answer', 'does not answer as an HTTP server does'];
  }
  return [
    'unreachable',
    CONNECTION_WORDS[code ?? ''] ??
      'closed the connection, or cannot be reached',
  ];
}
