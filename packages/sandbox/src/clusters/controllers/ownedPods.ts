import { KubeObject, ObjectInput, Pod } from '../api/types';
import { CONTROLLER_MANAGER, ControllerContext } from './context';

/** How a controller tells of the pods that it makes and ends. */
export interface PodEvents {
  component: string;
  created(pod: string, owner: string): string;
  deleted(pod: string, owner: string): string;
}

/** The words of those controllers that have no words of their own. */
export const podEvents = (component: string): PodEvents => ({
  component,
  created: pod => `Created pod: ${pod}`,
  deleted: pod => `Deleted pod: ${pod}`,
});

/** Makes a pod, and says so. */
export function createPod(
  owner: KubeObject,
  input: ObjectInput,
  { component, created }: PodEvents,
  { objects, events }: ControllerContext,
): void {
  const pod = objects.create(input, { manager: CONTROLLER_MANAGER });
  events.record(owner, 'Normal', 'SuccessfulCreate', component, {
    message: created(pod.metadata.name, owner.metadata.name),
  });
}

/** Ends a pod, and says so. */
export function deletePod(
  owner: KubeObject,
  pod: Pod,
  { component, deleted }: PodEvents,
  { objects, events }: ControllerContext,
): void {
  objects.delete(pod);
  events.record(owner, 'Normal', 'SuccessfulDelete', component, {
    message: deleted(pod.metadata.name, owner.metadata.name),
  });
}

/** That the namespace's quota is used up, as the API server says it. */
export function exceededQuota(pod: string): string {
  return `pods "${pod}" is forbidden: exceeded quota: compute, requested: limits.memory=512Mi, used: limits.memory=4Gi, limited: limits.memory=4Gi`;
}
