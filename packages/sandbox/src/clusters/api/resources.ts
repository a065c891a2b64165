/** A kind that the simulated server knows, as discovery tells of it. */
export interface Resource {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: string[];
  categories: string[];
  namespaced: boolean;
  /** Whether `status` is written through its own subresource alone. */
  statusSubresource: boolean;
  /** Whether a change of the spec counts up `metadata.generation`. */
  generation: boolean;
  /** Whether it is defined by a CRD: such kinds take no strategic merge patch. */
  custom: boolean;
}

type Defined = Partial<Resource> & Pick<Resource, 'kind' | 'plural'>;

const resource = (
  group: string,
  version: string,
  given: Defined,
): Resource => ({
  group,
  version,
  singular: given.kind.toLowerCase(),
  shortNames: [],
  categories: [],
  namespaced: true,
  statusSubresource: false,
  generation: false,
  custom: false,
  ...given,
});
const core = (given: Defined) => resource('', 'v1', given);
const apps = (given: Defined) =>
  resource('apps', 'v1', {
    categories: ['all'],
    statusSubresource: true,
    generation: true,
    ...given,
  });

/** Every kind that the simulated server knows; their plurals are unique. */
export const RESOURCES = {
  namespaces: core({
    kind: 'Namespace',
    plural: 'namespaces',
    shortNames: ['ns'],
    namespaced: false,
    statusSubresource: true,
  }),
  nodes: core({
    kind: 'Node',
    plural: 'nodes',
    shortNames: ['no'],
    namespaced: false,
    statusSubresource: true,
  }),
  pods: core({
    kind: 'Pod',
    plural: 'pods',
    shortNames: ['po'],
    categories: ['all'],
    statusSubresource: true,
    generation: true,
  }),
  events: core({ kind: 'Event', plural: 'events', shortNames: ['ev'] }),
  secrets: core({ kind: 'Secret', plural: 'secrets' }),
  deployments: apps({
    kind: 'Deployment',
    plural: 'deployments',
    shortNames: ['deploy'],
  }),
  replicasets: apps({
    kind: 'ReplicaSet',
    plural: 'replicasets',
    shortNames: ['rs'],
  }),
  statefulsets: apps({
    kind: 'StatefulSet',
    plural: 'statefulsets',
    shortNames: ['sts'],
  }),
  daemonsets: apps({
    kind: 'DaemonSet',
    plural: 'daemonsets',
    shortNames: ['ds'],
  }),
  controllerrevisions: apps({
    kind: 'ControllerRevision',
    plural: 'controllerrevisions',
    categories: [],
    statusSubresource: false,
    generation: false,
  }),
  rollouts: resource('argoproj.io', 'v1alpha1', {
    kind: 'Rollout',
    plural: 'rollouts',
    shortNames: ['ro'],
    statusSubresource: true,
    generation: true,
    custom: true,
  }),
} satisfies Record<string, Resource>;

/** The plural of a kind that the simulated server knows. */
export type ResourceName = keyof typeof RESOURCES;

/** `apps/v1`, or `v1` for the core group. */
export function groupVersion({ group, version }: Resource): string {
  return group ? `${group}/${version}` : version;
}

/** `deployments.apps`, as messages call a kind. */
export function qualifiedName({ group, plural }: Resource): string {
  return group ? `${plural}.${group}` : plural;
}

/** The resource that a URL names; undefined where there is none. */
export function findResource(
  group: string,
  version: string,
  plural: string,
): Resource | undefined {
  const found: Resource | undefined = Object.hasOwn(RESOURCES, plural)
    ? RESOURCES[plural as ResourceName]
    : undefined;
  return found?.group === group && found.version === version
    ? found
    : undefined;
}

/** The resource of an object. @throws Error where the simulated server does not know its kind. */
export function resourceOf(object: {
  apiVersion: string;
  kind: string;
}): Resource {
  const found = Object.values<Resource>(RESOURCES).find(
    each =>
      each.kind === object.kind && groupVersion(each) === object.apiVersion,
  );
  if (!found) {
    throw new Error(
      `The simulated server does not know the kind ${object.apiVersion} ${object.kind}`,
    );
  }
  return found;
}
