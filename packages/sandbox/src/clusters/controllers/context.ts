import { ObjectApi } from '../api/objects';
import { ObjectStore } from '../api/store';
import { KubeObject } from '../api/types';
import { Clock } from '../clock';
import { Kubelet } from '../kubelet/kubelet';
import { EventRecorder } from './events';

/** What controllers work with. */
export interface ControllerContext {
  store: ObjectStore;
  objects: ObjectApi;
  clock: Clock;
  events: EventRecorder;
  kubelet: Kubelet;
  /** When a Deployment last moved on, by its uid, in simulated milliseconds. */
  movedAt: Map<string, number>;
  /** Looks at an object again after so many simulated milliseconds. */
  requeue(object: KubeObject, after: number): void;
}

/** Takes one object a step nearer to what its spec says. */
export type Reconcile<T extends KubeObject = KubeObject> = (
  object: T,
  context: ControllerContext,
) => void;

/** What `managedFields` call the controllers of Kubernetes. */
export const CONTROLLER_MANAGER = 'kube-controller-manager';

/** Writes an object's status, where it is another. */
export function writeStatus(
  object: KubeObject,
  status: unknown,
  { objects }: ControllerContext,
  manager = CONTROLLER_MANAGER,
): void {
  objects.update(object, current => ({ ...current, status }), {
    manager,
    subresource: 'status',
  });
}
