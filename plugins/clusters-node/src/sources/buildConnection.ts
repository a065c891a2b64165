import type { ClusterCredential } from '@wheelhouse/plugin-clusters-common';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { bearer } from '../client/credentials/Authenticator';
import { datesOfCertificate, datesOfToken } from './credentialDates';
import type { ClusterConnection } from './types';

/** What a cluster secret or a kubeconfig says about a connection, in the words that both share. PEM texts. */
export interface ConnectionFields {
  server?: string;
  ca?: string;
  insecure?: boolean;
  serverName?: string;
  certificate?: string;
  key?: string;
  token?: string;
  tokenFile?: string;
  username?: string;
  password?: string;
  exec?: Extract<ClusterConnection['auth'], { kind: 'exec' }>;
  proxyUrl?: string;
  /** There is a credential of a kind that the portal cannot use. */
  unsupported?: boolean;
}

export interface BuiltConnection {
  /** Undefined where the problems make it unusable. */
  connection?: ClusterConnection;
  credential: ClusterCredential;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const PROXIES = ['http:', 'https:', 'socks5:'];

/**
 * Makes a connection of what a source says, or tells why there can be none. What is wrong never makes it less strict: a CA
 * that cannot be read is no reason to trust others, and a proxy that is not understood none to go around it.
 */
export function buildConnection(
  fields: ConnectionFields,
  problems: string[],
): BuiltConnection {
  const fatal: string[] = [];
  const server = readServer(fields.server, fatal);
  const proxyUrl = readProxy(fields.proxyUrl, fatal);
  const tls = readTls(fields, fatal, problems);
  const auth = readAuth(fields, fatal, problems);
  problems.push(...fatal);
  const connection =
    fatal.length === 0 && server ? { server, tls, auth, proxyUrl } : undefined;
  return { connection, credential: describeCredential({ tls, auth }) };
}

/** The one way to write a server's address, so that two definitions of it are seen to be of one cluster. */
export function normaliseServer(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash) return undefined;
  const plain = url.protocol === 'http:' && LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !plain) return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function readServer(
  text: string | undefined,
  fatal: string[],
): string | undefined {
  if (!text) {
    fatal.push("The API server's address (server) is missing");
    return undefined;
  }
  const server = normaliseServer(text);
  if (!server) {
    fatal.push(
      "The API server's address (server) must be https://HOST:PORT, without user and query",
    );
  }
  return server;
}

function readProxy(
  text: string | undefined,
  fatal: string[],
): string | undefined {
  if (!text) return undefined;
  if (isProxy(text)) return text;
  fatal.push(
    'The proxy (proxyUrl) must be a URL that begins with http://, https:// or socks5://',
  );
  return undefined;
}

function isProxy(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    decodeURIComponent(username + password);
    return PROXIES.includes(protocol);
  } catch {
    return false;
  }
}

function readTls(
  fields: ConnectionFields,
  fatal: string[],
  problems: string[],
): ClusterConnection['tls'] {
  const { ca, certificate, key, serverName } = fields;
  if (ca && !isCertificate(ca)) {
    fatal.push('The CA is not a certificate in PEM');
  }
  if (certificate && !isCertificate(certificate)) {
    fatal.push('The client certificate is not a certificate in PEM');
  } else if (Boolean(certificate) !== Boolean(key)) {
    fatal.push('A client certificate needs both the certificate and its key');
  } else if (certificate && key) {
    checkKey(certificate, key, fatal);
  }
  if (serverName && !HOST.test(serverName)) {
    fatal.push('The name in the certificate (serverName) is no host name');
  }
  const insecure = Boolean(fields.insecure) && !ca;
  if (fields.insecure) {
    problems.push(
      ca
        ? 'There is a CA, and insecure beside it: the CA is used'
        : "The API server's certificate is not checked (insecure): whoever is on the way can read and change everything",
    );
  } else if (!ca && fields.server?.startsWith('https:')) {
    problems.push(
      'There is no CA: only a certificate of a public authority is accepted',
    );
  }
  return { ca, certificate, key, serverName, insecure };
}

function checkKey(certificate: string, key: string, fatal: string[]) {
  try {
    const matches = new X509Certificate(certificate).checkPrivateKey(
      createPrivateKey(key),
    );
    if (!matches) fatal.push('The key is not of the certificate');
  } catch {
    fatal.push('The key is not a private key in PEM');
  }
}

function readAuth(
  fields: ConnectionFields,
  fatal: string[],
  problems: string[],
): ClusterConnection['auth'] {
  const { token, tokenFile, username, password, exec } = fields;
  const kinds = [token ?? tokenFile, username, exec].filter(Boolean);
  if (kinds.length > 1) {
    problems.push(
      'There is more than one credential: a token goes before a password, and that before exec',
    );
  }
  if (kinds.length === 0 && !fields.certificate && !fields.unsupported) {
    problems.push('There is no credential');
  }
  if (kinds.length === 0 && fields.unsupported) {
    fatal.push('There is no credential of a kind that the portal supports');
  }
  if (token) {
    if (!bearer(token)) {
      fatal.push('The token holds characters that a token cannot have');
    }
    return { kind: 'token', token };
  }
  if (tokenFile) return { kind: 'in-cluster', tokenFile };
  if (username) return { kind: 'basic', username, password: password ?? '' };
  if (exec) return exec;
  return { kind: fields.certificate ? 'certificate' : 'none' };
}

/** What a connection is made with, without what makes it one. */
export function describeCredential({
  tls,
  auth,
}: Pick<ClusterConnection, 'tls' | 'auth'>): ClusterCredential {
  switch (auth.kind) {
    case 'token':
      return { kind: 'token', ...datesOfToken(auth.token) };
    case 'certificate':
      return {
        kind: 'certificate',
        ...datesOfCertificate(tls.certificate ?? ''),
      };
    default:
      return { kind: auth.kind };
  }
}

function isCertificate(pem: string): boolean {
  try {
    return Boolean(new X509Certificate(pem));
  } catch {
    return false;
  }
}
