import { listOf, ObjectStore } from '../api/store';
import { Node, Pod } from '../api/types';

/** The nodes that take pods. */
export function usableNodes(store: ObjectStore): Node[] {
  return listOf<Node>(store, 'nodes').filter(
    ({ spec, status }) =>
      !spec.unschedulable &&
      status.conditions.some(
        each => each.type === 'Ready' && each.status === 'True',
      ),
  );
}

/** The node that a DaemonSet has made a pod for. */
export function demandedNode(pod: Pod): string | undefined {
  const affinity = pod.spec.affinity as
    | {
        nodeAffinity?: {
          requiredDuringSchedulingIgnoredDuringExecution?: {
            nodeSelectorTerms: { matchFields?: { values: string[] }[] }[];
          };
        };
      }
    | undefined;
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
    ?.nodeSelectorTerms[0]?.matchFields?.[0]?.values[0];
}

/** The node with the fewest pods; undefined where there is none. */
export function leastUsed(
  nodes: Node[],
  store: ObjectStore,
): string | undefined {
  const used = new Map(nodes.map(node => [node.metadata.name, 0]));
  for (const { spec } of listOf<Pod>(store, 'pods')) {
    const count = spec.nodeName && used.get(spec.nodeName);
    if (count !== undefined) used.set(spec.nodeName!, Number(count) + 1);
  }
  return [...used].sort((a, b) => a[1] - b[1])[0]?.[0];
}
