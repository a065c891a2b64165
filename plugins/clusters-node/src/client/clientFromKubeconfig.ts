import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readClustersConfig } from '../config';
import { parseKubeconfig } from '../sources/kubeconfig/parseKubeconfig';
import { HttpClusterClient } from './HttpClusterClient';

const SILENT: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => SILENT,
};

/**
 * A client to the cluster of a kubeconfig's current context, outside of the portal's own list: for suites on real clusters,
 * and for tools. Whoever makes it closes it.
 *
 * @param cluster - what its errors call the cluster
 * @throws Error where the file has no current context that can be used
 */
export function clientFromKubeconfig(
  cluster: string,
  file: string,
  logger: LoggerService = SILENT,
): HttpClusterClient {
  const at = (path: string) => resolve(dirname(file), path);
  const contexts = parseKubeconfig(
    readFileSync(file, 'utf8'),
    path => readFileSync(at(path), 'utf8'),
    at,
  );
  const context = contexts.find(({ current }) => current);
  if (!context?.connection) {
    const why = context?.problems.join('; ') ?? 'it has no current context';
    throw new Error(`${file} cannot be used: ${why}`);
  }
  const { limits } = readClustersConfig(new ConfigReader({}));
  return new HttpClusterClient(cluster, context.connection, { limits, logger });
}
