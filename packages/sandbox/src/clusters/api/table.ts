import { humanDuration } from './duration';
import { Resource, ResourceName } from './resources';
import { selectorText } from './selectors';
import {
  ControllerRevision,
  DaemonSet,
  Deployment,
  KubeEvent,
  KubeObject,
  Node,
  Pod,
  PodTemplate,
  ReplicaSet,
  Rollout,
  StatefulSet,
} from './types';
import { podReason, podRestarts } from './podSummary';

interface Column {
  name: string;
  cell: (object: never) => string | number;
  type?: 'string' | 'integer';
  /** Shown with `-o wide` alone. */
  wide?: boolean;
}

const ago = (time: string | undefined) =>
  time ? humanDuration(Date.now() - Date.parse(time)) : '<unknown>';
const name: Column = {
  name: 'Name',
  cell: ({ metadata }: KubeObject) => metadata.name,
};
const age: Column = {
  name: 'Age',
  cell: ({ metadata }: KubeObject) => ago(metadata.creationTimestamp),
};
const text = <T>(label: string, cell: (object: T) => string): Column => ({
  name: label,
  cell,
});
const wide = <T>(label: string, cell: (object: T) => string): Column => ({
  name: label,
  cell,
  wide: true,
});
const count = <T>(
  label: string,
  cell: (object: T) => number | undefined,
): Column => ({
  name: label,
  cell: (object: T) => cell(object) ?? 0,
  type: 'integer',
});

type WithTemplate = { spec: { template: PodTemplate } };
const containers = wide<WithTemplate>('Containers', ({ spec }) =>
  spec.template.spec.containers.map(each => each.name).join(','),
);
const images = wide<WithTemplate>('Images', ({ spec }) =>
  spec.template.spec.containers.map(each => each.image).join(','),
);
const selector = wide<Deployment | DaemonSet | ReplicaSet>(
  'Selector',
  ({ spec }) => selectorText(spec.selector),
);
const none = '<none>';

const COLUMNS: Record<ResourceName, Column[]> = {
  namespaces: [
    name,
    text<KubeObject>(
      'Status',
      ({ status }) => (status as { phase: string }).phase,
    ),
    age,
  ],
  nodes: [
    name,
    text<Node>('Status', ({ spec, status }) => {
      const ready = status.conditions.find(({ type }) => type === 'Ready');
      return `${ready?.status === 'True' ? 'Ready' : 'NotReady'}${
        spec.unschedulable ? ',SchedulingDisabled' : ''
      }`;
    }),
    text<Node>('Roles', ({ metadata }) => {
      const prefix = 'node-role.kubernetes.io/';
      const roles = Object.keys(metadata.labels ?? {})
        .filter(label => label.startsWith(prefix))
        .map(label => label.slice(prefix.length));
      return roles.sort().join(',') || none;
    }),
    age,
    text<Node>('Version', ({ status }) => status.nodeInfo.kubeletVersion),
    wide<Node>('Internal-IP', node => address(node, 'InternalIP')),
    wide<Node>('External-IP', node => address(node, 'ExternalIP')),
    wide<Node>('OS-Image', ({ status }) => status.nodeInfo.osImage),
    wide<Node>('Kernel-Version', ({ status }) => status.nodeInfo.kernelVersion),
    wide<Node>(
      'Container-Runtime',
      ({ status }) => status.nodeInfo.containerRuntimeVersion,
    ),
  ],
  pods: [
    name,
    text<Pod>('Ready', ({ spec, status }) => {
      const ready = status.containerStatuses?.filter(each => each.ready) ?? [];
      return `${ready.length}/${spec.containers.length}`;
    }),
    text<Pod>('Status', podReason),
    text<Pod>('Restarts', podRestarts),
    age,
    wide<Pod>('IP', ({ status }) => status.podIP ?? none),
    wide<Pod>('Node', ({ spec }) => spec.nodeName ?? none),
    wide<Pod>('Nominated Node', () => none),
    wide<Pod>('Readiness Gates', () => none),
  ],
  events: [
    text<KubeEvent>('Last Seen', event => ago(event.lastTimestamp)),
    text<KubeEvent>('Type', event => event.type),
    text<KubeEvent>('Reason', event => event.reason),
    text<KubeEvent>(
      'Object',
      ({ involvedObject: { kind, name: called } }) =>
        `${kind.toLowerCase()}/${called}`,
    ),
    wide<KubeEvent>('Subobject', event => event.involvedObject.fieldPath ?? ''),
    wide<KubeEvent>('Source', event => event.source.component),
    text<KubeEvent>('Message', event => event.message.trim()),
    wide<KubeEvent>('First Seen', event => ago(event.firstTimestamp)),
    {
      ...count<KubeEvent>('Count', event => event.count),
      wide: true,
    },
    wide<KubeEvent>('Name', event => event.metadata.name),
  ],
  secrets: [
    name,
    text<KubeObject>('Type', ({ type }) => String(type)),
    count<KubeObject>('Data', ({ data }) => Object.keys(data ?? {}).length),
    age,
  ],
  deployments: [
    name,
    text<Deployment>(
      'Ready',
      ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas}`,
    ),
    count<Deployment>('Up-to-date', ({ status }) => status?.updatedReplicas),
    count<Deployment>('Available', ({ status }) => status?.availableReplicas),
    age,
    containers,
    images,
    selector,
  ],
  replicasets: [
    name,
    count<ReplicaSet>('Desired', ({ spec }) => spec.replicas),
    count<ReplicaSet>('Current', ({ status }) => status?.replicas),
    count<ReplicaSet>('Ready', ({ status }) => status?.readyReplicas),
    age,
    containers,
    images,
    selector,
  ],
  statefulsets: [
    name,
    text<StatefulSet>(
      'Ready',
      ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas}`,
    ),
    age,
    containers,
    images,
  ],
  daemonsets: [
    name,
    count<DaemonSet>('Desired', each => each.status?.desiredNumberScheduled),
    count<DaemonSet>('Current', each => each.status?.currentNumberScheduled),
    count<DaemonSet>('Ready', each => each.status?.numberReady),
    count<DaemonSet>('Up-to-date', each => each.status?.updatedNumberScheduled),
    count<DaemonSet>('Available', each => each.status?.numberAvailable),
    text<DaemonSet>(
      'Node Selector',
      ({ spec }) =>
        selectorText({
          matchLabels: spec.template.spec.nodeSelector as
            | Record<string, string>
            | undefined,
        }) || none,
    ),
    age,
    containers,
    images,
    selector,
  ],
  controllerrevisions: [
    name,
    text<ControllerRevision>('Controller', ({ metadata }) => {
      const owner = metadata.ownerReferences?.find(each => each.controller);
      return owner ? `${owner.kind.toLowerCase()}.apps/${owner.name}` : none;
    }),
    count<ControllerRevision>('Revision', each => each.revision),
    age,
  ],
  rollouts: [
    name,
    count<Rollout>('Desired', ({ spec }) => spec.replicas),
    count<Rollout>('Current', ({ status }) => status?.replicas),
    count<Rollout>('Up-to-date', ({ status }) => status?.updatedReplicas),
    count<Rollout>('Available', ({ status }) => status?.availableReplicas),
    age,
  ],
};

/** The columns of a kind and how an object fills them, as a real server prints it. */
export function printTable({ plural }: Resource) {
  const columns = COLUMNS[plural as ResourceName];
  return {
    columnDefinitions: columns.map(column => ({
      name: column.name,
      type: column.type ?? 'string',
      format: column === name ? 'name' : '',
      description: column.name,
      priority: column.wide ? 1 : 0,
    })),
    cells: (object: KubeObject) =>
      columns.map(({ cell }) => cell(object as never)),
  };
}

function address({ status }: Node, type: string): string {
  return status.addresses.find(each => each.type === type)?.address ?? none;
}
