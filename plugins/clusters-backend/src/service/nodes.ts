import type { ClusterNode } from '@wheelhouse/plugin-clusters-common';
import type {
  KubernetesObject,
  Reflector,
} from '@wheelhouse/plugin-clusters-node';
import type { NodesFact } from './facts';

export const NODES_PATH = '/api/v1/nodes';

const ROLE_LABEL = 'node-role.kubernetes.io/';
/** Of why a node is not ready, that much is kept. */
const MAX_REASON = 200;

interface NodeStatus {
  conditions?: {
    type?: string;
    status?: string;
    reason?: string;
    message?: string;
  }[];
  nodeInfo?: { kubeletVersion?: string };
}

/** What is kept of a node. */
export function keepNode(node: KubernetesObject): ClusterNode {
  const { name, labels = {} } = node.metadata;
  const status = node.status as NodeStatus | undefined;
  const condition = status?.conditions?.find(({ type }) => type === 'Ready');
  const ready = condition?.status === 'True';
  const reason = condition?.message || condition?.reason;
  const version = status?.nodeInfo?.kubeletVersion;
  return {
    name,
    ready,
    ...(!ready && reason && { reason: reason.slice(0, MAX_REASON) }),
    ...(version && { version }),
    roles: Object.keys(labels)
      .filter(label => label.startsWith(ROLE_LABEL))
      .map(label => label.slice(ROLE_LABEL.length))
      .filter(Boolean)
      .sort(),
  };
}

/** Whether there is something new to show: a node's heartbeat is not. */
export function sameNode(a?: ClusterNode, b?: ClusterNode): boolean {
  if (!a || !b) return a === b;
  return (
    a.ready === b.ready &&
    a.reason === b.reason &&
    a.version === b.version &&
    a.roles.join() === b.roles.join()
  );
}

/** What the nodes mean for the state of their cluster. */
export function nodesFact(
  reflector: Reflector<ClusterNode> | undefined,
): NodesFact | undefined {
  if (!reflector) return undefined;
  const { phase, error } = reflector.state;
  if (phase !== 'current' && error?.reason === 'forbidden') {
    return { listed: false, reason: 'forbidden' };
  }
  if (phase === 'starting') return undefined;
  const notReady: string[] = [];
  for (const node of reflector.values()) {
    if (!node.ready) notReady.push(node.name);
  }
  return { listed: true, total: reflector.size, notReady: notReady.sort() };
}
