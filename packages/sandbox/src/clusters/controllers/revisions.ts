import { listOf } from '../api/store';
import {
  ControllerRevision,
  DaemonSet,
  PodTemplate,
  StatefulSet,
} from '../api/types';
import { CONTROLLER_MANAGER, ControllerContext } from './context';
import { controllerReference, isOwnedBy, templateHash } from './pods';

/** The label of a pod that names the revision of the template that it was made from. */
export const REVISION_LABEL = 'controller-revision-hash';

/** The revision of a workload's template, made where it is not there yet. Older ones are kept as far as wished. */
export function currentRevision(
  owner: StatefulSet | DaemonSet,
  context: ControllerContext,
): ControllerRevision {
  const { objects } = context;
  const { template, selector, revisionHistoryLimit = 10 } = owner.spec;
  const hash = templateHash(template);
  const name = `${owner.metadata.name}-${hash}`;
  const revisions = revisionsOf(owner, context);
  const numbers = revisions.map(each => each.revision);
  const latest = Math.max(0, ...numbers);
  const found = revisions.find(each => each.metadata.name === name);
  if (found) {
    // What is rolled back to is the latest again.
    return found.revision === latest
      ? found
      : objects.update(found, each => ({ ...each, revision: latest + 1 }), {
          manager: CONTROLLER_MANAGER,
        });
  }
  for (const old of revisions.slice(0, -revisionHistoryLimit)) {
    objects.delete(old);
  }
  return objects.create(
    {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name,
        namespace: owner.metadata.namespace,
        labels: { ...selector.matchLabels, [REVISION_LABEL]: hash },
        ownerReferences: [controllerReference(owner)],
      },
      data: { spec: { template: { $patch: 'replace', ...template } } },
      revision: latest + 1,
    },
    { manager: CONTROLLER_MANAGER },
  ) as ControllerRevision;
}

/** The template of a revision; undefined where it is forgotten. */
export function templateOf(
  owner: StatefulSet,
  revision: string | undefined,
  context: ControllerContext,
): PodTemplate | undefined {
  const found = revisionsOf(owner, context).find(
    each => each.metadata.name === revision,
  );
  if (!found) return undefined;
  const { $patch, ...template } = (
    found.data as { spec: { template: PodTemplate & { $patch: string } } }
  ).spec.template;
  return template;
}

/** The oldest first. */
function revisionsOf(
  owner: StatefulSet | DaemonSet,
  { store }: ControllerContext,
): ControllerRevision[] {
  return listOf<ControllerRevision>(
    store,
    'controllerrevisions',
    owner.metadata.namespace,
  )
    .filter(each => isOwnedBy(each, owner))
    .sort((a, b) => a.revision - b.revision);
}
