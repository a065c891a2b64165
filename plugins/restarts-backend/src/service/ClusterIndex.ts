import type {
  ClusterClient,
  Reflector,
} from '@wheelhouse/plugin-clusters-node';
import type {
  WorkloadChange,
  WorkloadKind,
} from '@wheelhouse/plugin-restarts-common';
import { describeWorkload, type IndexedWorkload } from '../rules/describe';
import { isOptedIn, readWorkload } from '../rules/workloads';
import { workloadsPath } from './paths';

const KINDS: readonly WorkloadKind[] = [
  'deployments',
  'statefulsets',
  'daemonsets',
  'rollouts',
];

/** The workloads of one cluster that somebody may restart, kept current by a watch for each kind. */
export class ClusterIndex {
  readonly #reflectors: {
    kind: WorkloadKind;
    reflector: Reflector<IndexedWorkload>;
  }[];
  #sorted: IndexedWorkload[] | undefined;

  constructor(
    client: ClusterClient,
    /** Of the connection that the client is for. */
    readonly revision: string,
    onChange: (change: WorkloadChange) => void,
  ) {
    const { cluster } = client;
    this.#reflectors = KINDS.map(kind => ({
      kind,
      reflector: client.reflect<IndexedWorkload>({
        path: workloadsPath(kind),
        keep: object => {
          if (!isOptedIn(object)) return undefined;
          const workload = readWorkload(kind, object);
          if (workload.groups.length === 0) return undefined;
          return describeWorkload(cluster, workload);
        },
        onChange: ({ previous, current }) => {
          this.#sorted = undefined;
          const { namespace, name, groups } = (current ?? previous)!.workload;
          const before = previous?.workload.groups ?? [];
          onChange({
            ...{ cluster, namespace, kind, name },
            groups: [...new Set([...groups, ...before])],
          });
        },
      }),
    }));
  }

  /** By namespace, name and kind. */
  sorted(): readonly IndexedWorkload[] {
    this.#sorted ??= this.#reflectors
      .flatMap(({ reflector }) => [...reflector.values()])
      .sort(byName);
    return this.#sorted;
  }

  /** Why the list may be incomplete or old; undefined: it is current. */
  get problem(): string | undefined {
    for (const { kind, reflector } of this.#reflectors) {
      const { phase, error } = reflector.state;
      // Argo Rollouts are not installed everywhere, or are not for the portal.
      const absent =
        kind === 'rollouts' &&
        (error?.reason === 'not-found' || error?.reason === 'forbidden');
      if (phase !== 'current' && !absent) {
        return error?.message ?? 'Its workloads have not been read yet';
      }
    }
    return undefined;
  }

  stop(): void {
    for (const { reflector } of this.#reflectors) reflector.stop();
  }
}

function byName(a: IndexedWorkload, b: IndexedWorkload): number {
  const [x, y] = [sortKey(a), sortKey(b)];
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

/** Names hold no character that sorts before a space. */
export function sortKey({ workload }: IndexedWorkload): string {
  return `${workload.namespace} ${workload.name} ${workload.kind}`;
}
