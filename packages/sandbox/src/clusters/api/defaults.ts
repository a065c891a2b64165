import { Resource } from './resources';
import {
  DaemonSet,
  Deployment,
  KubeObject,
  PodSpec,
  StatefulSet,
} from './types';

/** Fills in what an API server fills in where whoever writes leaves it out. */
export function withDefaults(
  resource: Resource,
  object: KubeObject,
): KubeObject {
  switch (resource.plural) {
    case 'deployments': {
      const { spec, ...rest } = object as Deployment;
      const { strategy, replicas = 1 } = spec;
      return {
        ...rest,
        spec: {
          revisionHistoryLimit: 10,
          progressDeadlineSeconds: 600,
          ...spec,
          replicas,
          template: templateDefaults(spec.template),
          strategy: strategyDefaults(strategy, 'Recreate', {
            maxSurge: '25%',
            maxUnavailable: '25%',
          }),
        },
      };
    }
    case 'statefulsets': {
      const { spec, ...rest } = object as StatefulSet;
      return {
        ...rest,
        spec: {
          podManagementPolicy: 'OrderedReady',
          revisionHistoryLimit: 10,
          ...spec,
          replicas: spec.replicas ?? 1,
          template: templateDefaults(spec.template),
          updateStrategy: strategyDefaults(spec.updateStrategy, 'OnDelete', {
            partition: 0,
          }),
        },
      };
    }
    case 'daemonsets': {
      const { spec, ...rest } = object as DaemonSet;
      return {
        ...rest,
        spec: {
          revisionHistoryLimit: 10,
          ...spec,
          template: templateDefaults(spec.template),
          updateStrategy: strategyDefaults(spec.updateStrategy, 'OnDelete', {
            maxSurge: 0,
            maxUnavailable: 1,
          }),
        },
      };
    }
    case 'pods':
      return {
        ...object,
        spec: podSpecDefaults(object.spec as PodSpec),
        status: object.status ?? { phase: 'Pending', qosClass: 'BestEffort' },
      };
    case 'namespaces':
      return {
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
        ...object,
      };
    case 'secrets':
      return withStringData({ type: 'Opaque', ...object });
    default:
      return object;
  }
}

/** A rolling update, unless whoever writes wants the kind's other way. */
function strategyDefaults<
  Strategy extends { type: string; rollingUpdate?: object },
>(
  given: Strategy | undefined,
  other: Strategy['type'],
  rollingUpdate: Required<NonNullable<Strategy['rollingUpdate']>>,
): Strategy {
  const strategy =
    given?.type === other
      ? { type: other }
      : {
          type: 'RollingUpdate',
          rollingUpdate: { ...rollingUpdate, ...given?.rollingUpdate },
        };
  return strategy as Strategy;
}

function templateDefaults<T extends { spec: PodSpec }>(template: T): T {
  return { ...template, spec: podSpecDefaults(template.spec) };
}

function podSpecDefaults(spec: PodSpec): PodSpec {
  const containers = (list: PodSpec['containers']) =>
    list.map(container => ({
      resources: {},
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      imagePullPolicy: /:(?!latest)[^/]+$/.test(container.image)
        ? 'IfNotPresent'
        : 'Always',
      ...container,
    }));
  return {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...spec,
    containers: containers(spec.containers),
    ...(spec.initContainers && {
      initContainers: containers(spec.initContainers),
    }),
  };
}

/** `stringData` is for writing alone. */
function withStringData({ stringData, ...secret }: KubeObject): KubeObject {
  if (!stringData) return secret as KubeObject;
  const encoded = Object.entries(stringData).map(([name, value]) => [
    name,
    Buffer.from(String(value)).toString('base64'),
  ]);
  return {
    ...(secret as KubeObject),
    data: { ...(secret.data as object), ...Object.fromEntries(encoded) },
  };
}
