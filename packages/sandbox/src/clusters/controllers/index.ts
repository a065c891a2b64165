import { Resource, RESOURCES } from '../api/resources';
import { KubeObject } from '../api/types';
import { Reconcile } from './context';
import { reconcileDaemonSet } from './daemonSet';
import { reconcileDeployment } from './deployment';
import { reconcileReplicaSet } from './replicaSet';
import { reconcileRollout } from './rollout';
import { reconcileStatefulSet } from './statefulSet';

/** A controller is given objects of its own kind alone. */
const controller = <T extends KubeObject>(
  resource: Resource,
  reconcile: Reconcile<T>,
): [Resource, Reconcile] => [resource, reconcile as Reconcile];

export const CONTROLLERS: ReadonlyMap<Resource, Reconcile> = new Map([
  controller(RESOURCES.replicasets, reconcileReplicaSet),
  controller(RESOURCES.deployments, reconcileDeployment),
  controller(RESOURCES.statefulsets, reconcileStatefulSet),
  controller(RESOURCES.daemonsets, reconcileDaemonSet),
  controller(RESOURCES.rollouts, reconcileRollout),
]);
