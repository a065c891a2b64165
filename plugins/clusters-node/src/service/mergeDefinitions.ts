import { createHmac, randomBytes } from 'node:crypto';
import type { ClientLimits } from '../config';
import type { KnownCluster } from '../clustersService';
import type { ClusterConnection, ClusterDefinition } from '../sources/types';

/** A cluster, and how it is reached. */
export interface MergedCluster {
  known: KnownCluster;
  connection?: ClusterConnection;
}

/** What one source told last. */
export interface ToldBySource {
  source: string;
  definitions: readonly ClusterDefinition[];
}

/** A revision is shown to people; it must not let them try passwords on it. */
const REVISION_KEY = randomBytes(32);

/**
 * Makes one cluster of all definitions of one API server, and one of each name. The order of the sources decides, then that
 * of names and addresses: the same definitions always give the same clusters.
 */
export function mergeDefinitions(
  told: readonly ToldBySource[],
  limits: Pick<ClientLimits, 'allowedCommands'>,
): Map<string, MergedCluster> {
  const byServer = new Map<string, MergedCluster>();
  const byName = new Map<string, MergedCluster>();
  for (const { source, definitions } of told) {
    for (const definition of [...definitions].sort(byNameAndServer)) {
      const { connection } = definition;
      const same = connection && byServer.get(connection.server);
      const called = byName.get(definition.name);
      if (same) {
        join(same, source, definition);
      } else if (called?.connection && connection) {
        called.known.problems.push(
          `Another cluster has this name too (source ${source}) and is not shown; give it a name of its own`,
        );
      } else if (called) {
        join(called, source, definition);
        if (connection && !byServer.has(connection.server)) {
          byServer.set(connection.server, called);
        }
      } else {
        const merged = begin(source, definition);
        byName.set(definition.name, merged);
        if (connection) byServer.set(connection.server, merged);
      }
    }
  }
  for (const merged of byName.values()) finish(merged, limits);
  return byName;
}

function begin(source: string, definition: ClusterDefinition): MergedCluster {
  const { connection, ...rest } = definition;
  return {
    known: {
      ...rest,
      problems: [...rest.problems],
      sources: [source],
      usable: false,
      revision: '',
    },
    connection,
  };
}

function join(
  into: MergedCluster,
  source: string,
  definition: ClusterDefinition,
): void {
  const { known } = into;
  if (known.sources.includes(source)) {
    known.problems.push(
      `Source ${source} tells of this cluster twice; the other name is ${definition.name}`,
    );
    return;
  }
  known.sources.push(source);
  known.labels = { ...definition.labels, ...known.labels };
  // Where both say who sees it, it is for those whom the first names.
  known.groups ??= definition.groups;
  if (!into.connection && definition.connection) {
    into.connection = definition.connection;
    known.credential = definition.credential;
  }
  known.problems.push(...definition.problems.map(text => `${source}: ${text}`));
}

function finish(
  merged: MergedCluster,
  { allowedCommands }: Pick<ClientLimits, 'allowedCommands'>,
): void {
  const { known, connection } = merged;
  const auth = connection?.auth;
  if (auth?.kind === 'exec' && !allowedCommands.includes(auth.command)) {
    merged.connection = undefined;
    known.problems.push(
      'Its credential comes from a command that clusters.exec.allowedCommands does not name',
    );
  }
  known.server = connection?.server;
  known.usable = merged.connection !== undefined;
  known.revision = createHmac('sha256', REVISION_KEY)
    .update(JSON.stringify(merged.connection ?? null))
    .digest('base64url');
}

function byNameAndServer(a: ClusterDefinition, b: ClusterDefinition): number {
  return (
    compare(a.name, b.name) ||
    compare(a.title ?? '', b.title ?? '') ||
    compare(a.connection?.server ?? '', b.connection?.server ?? '')
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
