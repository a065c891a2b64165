import type { ClusterCredential } from '@wheelhouse/plugin-clusters-common';
import { parse } from 'yaml';
import { buildConnection, ConnectionFields } from '../buildConnection';
import { Fields } from '../Fields';
import type { ClusterConnection } from '../types';

/*
 * The format is the one of client-go's `clientcmd/api/v1`, which kubectl documents (`kubectl config --help`). client-node's
 * KubeConfig reads it too, but importing it costs 83 MB of resident memory (44 to 127 MB in Node 24, client-node 2.0.1: it
 * loads every model of the API), and it reads nothing that is not read here but the logins of clouds that are gone.
 */

/** A context of a kubeconfig. */
export interface KubeconfigContext {
  name: string;
  current: boolean;
  connection?: ClusterConnection;
  credential: ClusterCredential;
  problems: string[];
}

/** Reads a file that the kubeconfig names; relative paths are relative to the kubeconfig. */
export type ReadReferenced = (path: string) => string;

const USER_FIELDS = [
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'token',
  'tokenFile',
  'username',
  'password',
  'exec',
  'auth-provider',
  'as',
  'as-uid',
  'as-groups',
  'as-user-extra',
  'extensions',
];
const CLUSTER_FIELDS = [
  'server',
  'tls-server-name',
  'insecure-skip-tls-verify',
  'certificate-authority',
  'certificate-authority-data',
  'proxy-url',
  'disable-compression',
  'extensions',
];

/**
 * Reads the contexts of a kubeconfig. What is wrong with one is that one's problem.
 *
 * @param resolvePath - where a relative path of the kubeconfig leads
 * @throws Error, in words without any of the text, where it is no kubeconfig at all.
 */
export function parseKubeconfig(
  text: string,
  readReferenced: ReadReferenced,
  resolvePath: (path: string) => string,
): KubeconfigContext[] {
  let document: unknown;
  try {
    document = parse(text, { logLevel: 'error' });
  } catch {
    throw new Error('It is not YAML');
  }
  const problems: string[] = [];
  const root = Fields.of(document, 'It', problems);
  if (!root) throw new Error('It is not a kubeconfig');
  // One that is being written, perhaps: its clusters are not gone.
  if (!Array.isArray(root.value('contexts'))) {
    throw new Error('It has no contexts');
  }
  const clusters = named(root, 'clusters', 'cluster');
  const users = named(root, 'users', 'user');
  const current = root.text('current-context');
  return [...named(root, 'contexts', 'context')].map(([name, value]) => {
    const told: string[] = [];
    const context = Fields.of(value, 'context', told);
    const fields: ConnectionFields = {};
    const cluster = find(clusters, context?.text('cluster'), 'cluster', told);
    if (cluster) readCluster(cluster, fields, readReferenced, told);
    const user = context?.text('user');
    const credentials = user ? find(users, user, 'user', told) : undefined;
    if (credentials) {
      readUser(credentials, fields, readReferenced, resolvePath, told);
    }
    const built = buildConnection(fields, told);
    const usable = cluster && (credentials || !user);
    return {
      name,
      current: name === current,
      ...built,
      connection: usable ? built.connection : undefined,
      problems: told,
    };
  });
}

function named(
  root: Fields,
  list: string,
  content: string,
): Map<string, unknown> {
  const entries = root.value(list);
  const found = new Map<string, unknown>();
  for (const entry of Array.isArray(entries) ? entries : []) {
    const fields = Fields.of(entry, list, []);
    const name = fields?.text('name');
    // As kubectl has it, the first of a name counts.
    if (name && !found.has(name)) found.set(name, fields?.value(content));
  }
  return found;
}

function find(
  all: Map<string, unknown>,
  name: string | undefined,
  what: string,
  problems: string[],
): Fields | undefined {
  if (!name || !all.has(name)) {
    problems.push(`The context names no ${what} that is in the file`);
    return undefined;
  }
  return Fields.of(all.get(name), what, problems);
}

function readCluster(
  cluster: Fields,
  into: ConnectionFields,
  readReferenced: ReadReferenced,
  problems: string[],
) {
  cluster.onlyKnows(CLUSTER_FIELDS);
  into.server = cluster.text('server');
  into.insecure = cluster.flag('insecure-skip-tls-verify');
  into.serverName = cluster.text('tls-server-name');
  into.proxyUrl = cluster.text('proxy-url');
  into.ca = dataOrFile(
    cluster,
    'certificate-authority',
    readReferenced,
    problems,
  );
  if (cluster.value('certificate-authority-data') && !into.ca) {
    // What is given and cannot be read must not count as absent.
    into.ca = 'unreadable';
  }
}

function readUser(
  user: Fields,
  into: ConnectionFields,
  readReferenced: ReadReferenced,
  resolvePath: (path: string) => string,
  problems: string[],
) {
  user.onlyKnows(USER_FIELDS);
  into.certificate = dataOrFile(
    user,
    'client-certificate',
    readReferenced,
    problems,
  );
  into.key = dataOrFile(user, 'client-key', readReferenced, problems);
  const tokenFile = user.text('tokenFile');
  into.tokenFile = tokenFile && resolvePath(tokenFile);
  // As client-go has it: the file goes before the token.
  into.token = tokenFile ? undefined : user.text('token');
  into.username = user.text('username');
  into.password = user.text('password');
  const exec = user.fields('exec');
  if (exec) into.exec = readExec(exec, problems);
  if (user.value('auth-provider') !== undefined) {
    problems.push('auth-provider is not supported; use exec or a token');
    into.unsupported = true;
  }
  const impersonates = ['as', 'as-uid', 'as-groups', 'as-user-extra'].some(
    key => user.value(key) !== undefined,
  );
  if (impersonates) {
    // Left out, the requests would have the rights of whoever impersonates.
    problems.push('Acting as somebody else (as, as-groups) is not supported');
    for (const kind of ['token', 'tokenFile', 'username', 'exec'] as const) {
      into[kind] = undefined;
    }
    into.certificate = undefined;
    into.key = undefined;
    into.unsupported = true;
  }
}

function readExec(exec: Fields, problems: string[]): ConnectionFields['exec'] {
  const command = exec.text('command');
  if (!command) {
    problems.push('exec.command is missing');
    return undefined;
  }
  const env: Record<string, string> = {};
  const list = exec.value('env');
  for (const entry of Array.isArray(list) ? list : []) {
    const fields = Fields.of(entry, 'exec.env', problems);
    const name = fields?.text('name');
    if (name) env[name] = fields?.text('value') ?? '';
  }
  return {
    kind: 'exec',
    apiVersion: exec.text('apiVersion') ?? '',
    command,
    args: exec.texts('args') ?? [],
    env,
    provideClusterInfo: exec.flag('provideClusterInfo'),
  };
}

function dataOrFile(
  fields: Fields,
  key: string,
  readReferenced: ReadReferenced,
  problems: string[],
): string | undefined {
  if (fields.value(`${key}-data`)) return fields.base64(`${key}-data`);
  const path = fields.text(key);
  if (!path) return undefined;
  try {
    return readReferenced(path);
  } catch {
    problems.push(`The file that ${key} names cannot be read`);
    return 'unreadable';
  }
}
