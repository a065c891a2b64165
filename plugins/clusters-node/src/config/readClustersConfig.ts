import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { demandKnownKeys, readPositiveDuration } from '@wheelhouse/http-node';
import { resolve } from 'node:path';
import { normaliseGroup } from '../access/groups';
import {
  ClientLimits,
  ClustersConfig,
  ClusterSourceConfig,
  VisibilityRule,
} from './ClustersConfig';

const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME_PATTERN = /^[a-z0-9*]([a-z0-9*-]*[a-z0-9*])?$/;

/** Reads groups, and knows the tenants that they can be of. */
class GroupReader {
  readonly #tenants: string[] | undefined;

  constructor(root: Config) {
    this.#tenants = root
      .getOptionalConfigArray('tenancy.tenants')
      ?.map(tenant => tenant.getString('id'));
  }

  read(config: Config, path: string, key: string): string[] {
    return config.getStringArray(key).map((text, index) => {
      const at = `${path}.${key}[${index}]`;
      const group = normaliseGroup(text);
      if (!group) {
        throw new InputError(
          `${at} is '${text}', but must be <tenant>/<group>, group:<tenant>/<group>, or <tenant>/* for everyone of a tenant`,
        );
      }
      const tenant = group.slice(0, group.indexOf('/'));
      if (this.#tenants && !this.#tenants.includes(tenant)) {
        throw new InputError(
          `${at} is '${text}', but there is no tenant '${tenant}' in tenancy.tenants`,
        );
      }
      return group;
    });
  }
}

/**
 * Reads the `clusters` part of the configuration. Without it there are no clusters but those of further sources.
 *
 * @throws InputError that names the key's path and what is allowed there.
 */
export function readClustersConfig(root: Config): ClustersConfig {
  const config = root.getOptionalConfig('clusters');
  if (config) {
    demandKnownKeys(config, 'clusters', [
      'sources',
      'visibility',
      'showServer',
      'exec',
      'timeouts',
      'allowLinkLocalAddresses',
    ]);
  }
  const groups = new GroupReader(root);
  return {
    sources: (config?.getOptionalConfigArray('sources') ?? []).map(
      (source, index) => readSource(source, `clusters.sources[${index}]`),
    ),
    visibility: config
      ?.getOptionalConfigArray('visibility')
      ?.map((rule, index) =>
        readVisibility(rule, `clusters.visibility[${index}]`, groups),
      ),
    showServer: config?.has('showServer')
      ? groups.read(config, 'clusters', 'showServer')
      : [],
    limits: readLimits(config),
  };
}

function readSource(config: Config, path: string): ClusterSourceConfig {
  const type = config.getString('type');
  switch (type) {
    case 'argocd':
      return readArgocdSource(config, path);
    case 'kubeconfig':
      demandKnownKeys(config, path, ['type', 'path', 'contexts']);
      return {
        type,
        path: resolve(config.getString('path')),
        contexts: config.has('contexts')
          ? nonEmpty(config, path, 'contexts')
          : undefined,
      };
    default:
      throw new InputError(
        `${path}.type is '${type}', but must be argocd or kubeconfig`,
      );
  }
}

function readArgocdSource(config: Config, path: string): ClusterSourceConfig {
  demandKnownKeys(config, path, ['type', 'kubeconfig', 'context', 'namespace']);
  const kubeconfig = config.getOptionalString('kubeconfig');
  const context = config.getOptionalString('context');
  if (context && !kubeconfig) {
    throw new InputError(
      `${path}.context needs ${path}.kubeconfig, which is the file that it is of`,
    );
  }
  const namespace = config.getOptionalString('namespace') ?? 'argocd';
  if (!NAMESPACE.test(namespace)) {
    throw new InputError(
      `${path}.namespace is '${namespace}', but must be a DNS-1123 label: lower case letters, digits and '-', at most 63`,
    );
  }
  return {
    type: 'argocd',
    kubeconfig: kubeconfig && resolve(kubeconfig),
    context,
    namespace,
  };
}

function readVisibility(
  config: Config,
  path: string,
  groups: GroupReader,
): VisibilityRule {
  demandKnownKeys(config, path, ['clusters', 'groups']);
  const clusters = nonEmpty(config, path, 'clusters');
  clusters.forEach((pattern, index) => {
    if (!NAME_PATTERN.test(pattern)) {
      throw new InputError(
        `${path}.clusters[${index}] is '${pattern}', but must be a cluster's name (lower case letters, digits and '-'), with '*' for any number of characters`,
      );
    }
  });
  return { clusters, groups: groups.read(config, path, 'groups') };
}

function readLimits(config: Config | undefined): ClientLimits {
  const timeouts = config?.getOptionalConfig('timeouts');
  const exec = config?.getOptionalConfig('exec');
  const path = 'clusters.timeouts';
  if (timeouts)
    demandKnownKeys(timeouts, path, ['connect', 'request', 'watch']);
  if (exec) demandKnownKeys(exec, 'clusters.exec', ['allowedCommands']);
  return {
    connectMs: readPositiveDuration(timeouts, path, 'connect', 5_000),
    requestMs: readPositiveDuration(timeouts, path, 'request', 10_000),
    watchMs: readPositiveDuration(timeouts, path, 'watch', 40_000),
    allowedCommands: exec?.getOptionalStringArray('allowedCommands') ?? [],
    allowLinkLocal:
      config?.getOptionalBoolean('allowLinkLocalAddresses') ?? false,
  };
}

function nonEmpty(config: Config, path: string, key: string): string[] {
  const values = config.getStringArray(key);
  if (values.length === 0) {
    throw new InputError(`${path}.${key} must have at least one entry`);
  }
  return values;
}
