import { errorOfStatus } from '../client/answers';
import { ClusterError } from '../client/ClusterError';
import type { KubernetesObject } from './types';

/** A page of a list. */
export interface ListPage {
  items: KubernetesObject[];
  resourceVersion: string;
  /** Where the next page begins; absent: this was the last. */
  next?: string;
}

/** What a line of a watch says. */
export type WatchEvent =
  | {
      type: 'set' | 'removed';
      object: KubernetesObject;
      resourceVersion: string;
    }
  | { type: 'bookmark'; resourceVersion: string };

/** @throws ClusterError (`bad-answer`) for what is no list. */
export function readListPage(cluster: string, answer: unknown): ListPage {
  const { items, metadata } = Object(answer) as Record<string, any>;
  if (
    !Array.isArray(items) ||
    typeof metadata?.resourceVersion !== 'string' ||
    !items.every(isObject)
  ) {
    throw badAnswer(cluster, 'sends something that is no list');
  }
  return {
    items,
    resourceVersion: metadata.resourceVersion,
    next: metadata.continue || undefined,
  };
}

/** @throws ClusterError for what is no event, and for the error that one tells of. */
export function readWatchLine(cluster: string, line: string): WatchEvent {
  let event: { type?: unknown; object?: any };
  try {
    event = Object(JSON.parse(line));
  } catch {
    throw badAnswer(cluster, 'sends a broken line');
  }
  const { type, object } = event;
  if (type === 'ERROR') throw errorOfStatus(cluster, object);
  const resourceVersion = object?.metadata?.resourceVersion;
  if (typeof resourceVersion === 'string' && resourceVersion !== '') {
    if (type === 'BOOKMARK') return { type: 'bookmark', resourceVersion };
    if (isObject(object)) {
      if (type === 'ADDED' || type === 'MODIFIED') {
        return { type: 'set', object, resourceVersion };
      }
      if (type === 'DELETED') {
        return { type: 'removed', object, resourceVersion };
      }
    }
  }
  throw badAnswer(cluster, 'sends an event that is none');
}

function isObject(value: any): value is KubernetesObject {
  return (
    typeof value?.metadata?.name === 'string' && value.metadata.name !== ''
  );
}

function badAnswer(cluster: string, words: string): ClusterError {
  return new ClusterError(cluster, 'bad-answer', `Cluster ${cluster} ${words}`);
}
