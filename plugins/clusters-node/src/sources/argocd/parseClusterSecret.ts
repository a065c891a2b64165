import type { KubernetesObject } from '../../reflector/types';
import { parseGroups } from '../../access/groups';
import {
  BuiltConnection,
  buildConnection,
  ConnectionFields,
  describeCredential,
  normaliseServer,
} from '../buildConnection';
import { Fields } from '../Fields';
import { clusterName } from '../names';
import type { ClusterConnection, ClusterDefinition } from '../types';

/** On a cluster secret: the groups whose members see the cluster, such as `acme/ops, globex/*`. */
export const CLUSTER_GROUPS_ANNOTATION = 'clusters.wheelhouse.dev/groups';
/** Which secrets are Argo CD's clusters. */
export const CLUSTER_SECRET_LABEL = 'argocd.argoproj.io/secret-type';

const DATA = [
  'name',
  'server',
  'config',
  'namespaces',
  'clusterResources',
  'project',
  'shard',
];
const CONFIG = [
  'username',
  'password',
  'bearerToken',
  'tlsClientConfig',
  'awsAuthConfig',
  'execProviderConfig',
  'proxyUrl',
  'disableCompression',
];
const TLS = ['insecure', 'serverName', 'caData', 'certData', 'keyData'];
const EXEC = [
  'command',
  'args',
  'env',
  'apiVersion',
  'installHint',
  'provideClusterInfo',
  'config',
];
/** How Argo CD writes the cluster that it runs in. */
const OWN_CLUSTER =
  /^https:\/\/kubernetes\.default(\.svc(\.cluster\.local)?)?$/;

/**
 * Reads a cluster secret in Argo CD's format. It never throws: what is wrong with the secret is the cluster's problem.
 *
 * @param management - how the cluster that the secret was read from is reached: what the secret calls
 *   `https://kubernetes.default.svc`
 * @returns undefined where not even a name can be made
 */
export function parseClusterSecret(
  secret: KubernetesObject,
  management: ClusterConnection,
): ClusterDefinition | undefined {
  const problems: string[] = [];
  const data = decodeData(secret, problems);
  const named =
    clusterName(data.get('name') ?? '') ?? clusterName(secret.metadata.name);
  if (!named) return undefined;
  const fields = readConfig(data.get('config'), problems);
  return {
    ...named,
    labels: readLabels(secret),
    // Without a config nothing could be trusted, not even the public authorities.
    ...(fields
      ? connect(fields, data.get('server')?.trim(), management, problems)
      : { credential: { kind: 'none' } }),
    groups: readGroups(secret, problems),
    problems,
  };
}

function connect(
  fields: ConnectionFields,
  server: string | undefined,
  management: ClusterConnection,
  problems: string[],
): BuiltConnection {
  if (!OWN_CLUSTER.test(normaliseServer(server ?? '') ?? '')) {
    return buildConnection({ ...fields, server }, problems);
  }
  if (!hasCredential(fields)) {
    return {
      connection: management,
      credential: describeCredential(management),
    };
  }
  const { ca, insecure, serverName } = management.tls;
  return buildConnection(
    {
      ...fields,
      server: management.server,
      ca,
      insecure,
      serverName,
      proxyUrl: management.proxyUrl,
    },
    problems,
  );
}

function decodeData(
  secret: KubernetesObject,
  problems: string[],
): Map<string, string> {
  const decoded = new Map<string, string>();
  const data = Fields.of(secret.data ?? {}, 'data', problems);
  if (!data) return decoded;
  data.onlyKnows(DATA);
  for (const key of DATA) {
    const text = data.base64(key);
    if (text !== undefined) decoded.set(key, text);
  }
  return decoded;
}

function readConfig(
  text: string | undefined,
  problems: string[],
): ConnectionFields | undefined {
  if (text === undefined) {
    problems.push('The secret has no config');
    return undefined;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own words quote the text.
    problems.push('config is not JSON');
    return undefined;
  }
  const config = Fields.of(json, 'config', problems);
  if (!config) return undefined;
  config.onlyKnows(CONFIG);
  const aws = config.value('awsAuthConfig') !== undefined;
  if (aws) {
    problems.push(
      'awsAuthConfig is not supported; use a token, a client certificate or execProviderConfig',
    );
  }
  return {
    token: config.text('bearerToken'),
    username: config.text('username'),
    password: config.text('password'),
    proxyUrl: config.text('proxyUrl'),
    unsupported: aws,
    ...readTls(config),
    exec: readExec(config, problems),
  };
}

function readTls(config: Fields): ConnectionFields {
  const tls = config.fields('tlsClientConfig');
  if (!tls) return {};
  tls.onlyKnows(TLS);
  return {
    insecure: tls.flag('insecure'),
    serverName: tls.text('serverName'),
    // What is given and cannot be read must not count as absent.
    ca: tls.value('caData') ? tls.base64('caData') ?? 'unreadable' : undefined,
    certificate: tls.base64('certData'),
    key: tls.base64('keyData'),
  };
}

function readExec(
  config: Fields,
  problems: string[],
): ConnectionFields['exec'] {
  const exec = config.fields('execProviderConfig');
  if (!exec) return undefined;
  exec.onlyKnows(EXEC);
  const command = exec.text('command');
  if (!command) {
    problems.push('config.execProviderConfig.command is missing');
    return undefined;
  }
  const env = exec.fields('env');
  return {
    kind: 'exec',
    apiVersion: exec.text('apiVersion') ?? '',
    command,
    args: exec.texts('args') ?? [],
    env: Object.fromEntries(
      (env?.keys() ?? []).map(name => [name, env?.text(name) ?? '']),
    ),
    provideClusterInfo: exec.flag('provideClusterInfo'),
  };
}

function hasCredential(fields: ConnectionFields): boolean {
  return Boolean(
    fields.token || fields.username || fields.exec || fields.certificate,
  );
}

function readLabels(secret: KubernetesObject): Record<string, string> {
  const labels = Object.entries(secret.metadata.labels ?? {});
  return Object.fromEntries(
    labels.filter(([name]) => name !== CLUSTER_SECRET_LABEL),
  );
}

function readGroups(
  secret: KubernetesObject,
  problems: string[],
): string[] | undefined {
  const text = secret.metadata.annotations?.[CLUSTER_GROUPS_ANNOTATION];
  if (text === undefined) return undefined;
  const { groups, unreadable } = parseGroups(text);
  if (unreadable.length > 0) {
    problems.push(
      `The annotation ${CLUSTER_GROUPS_ANNOTATION} must be groups such as acme/ops or acme/*, separated by commas; what is no group lets nobody in`,
    );
  }
  return groups;
}
