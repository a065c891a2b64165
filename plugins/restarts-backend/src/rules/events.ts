import type { KubernetesObject } from '@wheelhouse/plugin-clusters-node';
import { objectOf, textOf } from './fields';

/** A warning about the workload or one of its pods. */
export interface EventObject {
  objectUid: string;
  reason: string;
  message: string;
  /** When it was last seen, in milliseconds since 1970. */
  lastSeen: number;
}

export function readEvent(object: KubernetesObject): EventObject {
  const about = objectOf(object.involvedObject);
  const time =
    textOf(objectOf(object.series).lastObservedTime) ??
    textOf(object.lastTimestamp) ??
    textOf(object.eventTime) ??
    object.metadata.creationTimestamp ??
    '';
  return {
    objectUid: textOf(about.uid) ?? '',
    reason: textOf(object.reason) ?? '',
    message: textOf(object.message) ?? '',
    lastSeen: Date.parse(time) || 0,
  };
}
