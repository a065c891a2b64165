import { groupVersion, Resource, RESOURCES } from './resources';

const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
const STATUS_VERBS = ['get', 'patch', 'update'];

/** How kubectl asks for everything in one answer. */
const AGGREGATED = /;as=APIGroupDiscoveryList/;

const all: Resource[] = Object.values(RESOURCES);
const groups = [
  ...new Map(
    all.map(each => [each.group, { name: each.group, version: each.version }]),
  ).values(),
];
const named = groups.filter(({ name }) => name !== '');

/** The subresources of a kind. */
function subresources(resource: Resource): { name: string; verbs: string[] }[] {
  return [
    ...(resource.statusSubresource
      ? [{ name: 'status', verbs: STATUS_VERBS }]
      : []),
    ...(resource.plural === 'pods' ? [{ name: 'log', verbs: ['get'] }] : []),
  ];
}

/** The answer to a discovery request; undefined where the path is none. */
export function discover(path: string, accept: string): unknown {
  const aggregated = AGGREGATED.test(accept);
  if (path === '/api') {
    return aggregated
      ? aggregate([{ name: '', version: 'v1' }])
      : { kind: 'APIVersions', versions: ['v1'] };
  }
  if (path === '/apis') {
    return aggregated
      ? aggregate(named)
      : { kind: 'APIGroupList', apiVersion: 'v1', groups: named.map(apiGroup) };
  }
  if (path === '/api/v1') return resourceList('', 'v1');
  const [, root, name, version, rest] = path.split('/');
  const group = named.find(each => each.name === name);
  if (root !== 'apis' || !group || rest !== undefined) return undefined;
  if (version === undefined) {
    return { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(group) };
  }
  return version === group.version ? resourceList(name, version) : undefined;
}

/** The content type that a discovery answer has. */
export function discoveryType(path: string, accept: string): string {
  return (path === '/api' || path === '/apis') && AGGREGATED.test(accept)
    ? 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
    : 'application/json';
}

function apiGroup({ name, version }: { name: string; version: string }) {
  const preferred = { groupVersion: `${name}/${version}`, version };
  return { name, versions: [preferred], preferredVersion: preferred };
}

function resourceList(group: string, version: string) {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? `${group}/${version}` : version,
    resources: all
      .filter(each => each.group === group)
      .flatMap(each => [
        {
          name: each.plural,
          singularName: each.singular,
          namespaced: each.namespaced,
          kind: each.kind,
          verbs: VERBS,
          ...(each.shortNames.length > 0 && { shortNames: each.shortNames }),
          ...(each.categories.length > 0 && { categories: each.categories }),
        },
        ...subresources(each).map(({ name, verbs }) => ({
          name: `${each.plural}/${name}`,
          singularName: '',
          namespaced: each.namespaced,
          kind: each.kind,
          verbs,
        })),
      ]),
  };
}

function aggregate(wanted: { name: string; version: string }[]) {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: wanted.map(({ name, version }) => ({
      metadata: { ...(name && { name }), creationTimestamp: null },
      versions: [
        {
          version,
          freshness: 'Current',
          resources: all.filter(each => each.group === name).map(discoveryOf),
        },
      ],
    })),
  };
}

function discoveryOf(resource: Resource) {
  const responseKind = {
    group: resource.group,
    version: resource.version,
    kind: resource.kind,
  };
  return {
    resource: resource.plural,
    responseKind,
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: VERBS,
    ...(resource.shortNames.length > 0 && { shortNames: resource.shortNames }),
    ...(resource.categories.length > 0 && { categories: resource.categories }),
    subresources: subresources(resource).map(({ name, verbs }) => ({
      subresource: name,
      responseKind,
      verbs,
    })),
  };
}

/** What kubectl reads of OpenAPI before it writes: that the server checks fields itself. */
export function openApi(path: string): unknown {
  const versions = groups.map(({ name, version }) =>
    name ? `apis/${name}/${version}` : `api/${version}`,
  );
  if (path === '/openapi/v3') {
    return {
      paths: Object.fromEntries(
        versions.map(each => [
          each,
          { serverRelativeURL: `/openapi/v3/${each}?hash=simulated` },
        ]),
      ),
    };
  }
  const version = versions.find(each => path === `/openapi/v3/${each}`);
  if (!version) return undefined;
  const parameters = ['fieldValidation', 'dryRun'].map(name => ({
    name,
    in: 'query',
    schema: { type: 'string' },
  }));
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes (simulated)', version: 'unversioned' },
    paths: Object.fromEntries(
      all
        .filter(each => version.endsWith(`/${groupVersion(each)}`))
        .map(each => [
          `/${version}/${each.namespaced ? 'namespaces/{namespace}/' : ''}${
            each.plural
          }/{name}`,
          {
            patch: {
              parameters,
              'x-kubernetes-action': 'patch',
              'x-kubernetes-group-version-kind': {
                group: each.group,
                version: each.version,
                kind: each.kind,
              },
            },
          },
        ]),
    ),
  };
}
