import { resourceOf } from '../api/resources';
import { ObjectStore } from '../api/store';
import { KubeObject, Rollout } from '../api/types';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/**
 * Whether the workload that an object belongs to has been restarted: its pods say so in an annotation, and those of a
 * Rollout in the Rollout alone.
 */
export function wasRestarted(object: KubeObject, store: ObjectStore): boolean {
  if (object.metadata.annotations?.[RESTARTED_AT]) return true;
  const { spec } = object as Partial<Rollout>;
  if (spec?.template?.metadata?.annotations?.[RESTARTED_AT]) return true;
  if (object.kind === 'Rollout') return Boolean(spec?.restartAt);
  const reference = object.metadata.ownerReferences?.find(
    each => each.controller,
  );
  const owner =
    reference &&
    store.get(
      resourceOf(reference),
      `${object.metadata.namespace}/${reference.name}`,
    );
  return owner ? wasRestarted(owner, store) : false;
}
