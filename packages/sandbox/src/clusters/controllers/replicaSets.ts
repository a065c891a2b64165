import { Deployment, ReplicaSet, Rollout } from '../api/types';
import { ControllerContext } from './context';
import { controllerReference } from './pods';

/** Makes the replica set of an owner's template, which has no pods yet. Its label tells it from the owner's others. */
export function createReplicaSet(
  owner: Deployment | Rollout,
  { label, hash, manager }: { label: string; hash: string; manager: string },
  { objects }: ControllerContext,
): ReplicaSet {
  const { template, selector, minReadySeconds } = owner.spec;
  const labels = { ...template.metadata?.labels, [label]: hash };
  return objects.create(
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${owner.metadata.name}-${hash}`,
        namespace: owner.metadata.namespace,
        labels,
        ownerReferences: [controllerReference(owner)],
      },
      spec: {
        replicas: 0,
        ...(minReadySeconds !== undefined && { minReadySeconds }),
        selector: {
          ...selector,
          matchLabels: { ...selector.matchLabels, [label]: hash },
        },
        template: { ...template, metadata: { ...template.metadata, labels } },
      },
    },
    { manager },
  ) as ReplicaSet;
}
