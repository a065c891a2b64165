import type { Batch, BatchItem } from '@wheelhouse/plugin-restarts-common';
import type { Status } from '@wheelhouse/ui';
import { hasEnded, plural, restartLook } from '../words';

/** How a batch's state is shown. */
export function batchLook(state: Batch['state']): {
  status: Status;
  word: string;
} {
  switch (state) {
    case 'ready':
      return { status: 'good', word: 'Ready' };
    case 'failed':
      return { status: 'failed', word: 'Failed' };
    case 'stopped':
      return { status: 'attention', word: 'Stopped' };
    default:
      return { status: 'working', word: 'Restarting' };
  }
}

/** How the state of one of its workloads is shown. */
export function itemLook(state: BatchItem['state']): {
  status: Status;
  word: string;
} {
  if (state === 'waiting') return { status: 'unknown', word: 'Waiting' };
  if (state === 'skipped') return { status: 'unknown', word: 'Left alone' };
  return restartLook(state);
}

/** How many of a batch's workloads are how far. */
export function countItems(items: readonly BatchItem[]) {
  const counts = { done: 0, ready: 0, failed: 0, running: 0, waiting: 0 };
  for (const { state } of items) {
    if (state === 'waiting') counts.waiting += 1;
    else if (state === 'skipped') counts.done += 1;
    else if (!hasEnded(state)) counts.running += 1;
    else {
      counts.done += 1;
      if (state === 'ready') counts.ready += 1;
      if (state === 'failed' || state === 'timed-out') counts.failed += 1;
    }
  }
  return counts;
}

/** `2 of 5 workloads are ready, 1 failed, 2 under way` */
export function summaryOfItems(items: readonly BatchItem[]): string {
  const { ready, failed, running } = countItems(items);
  const parts = [`${ready} of ${plural(items.length, 'workload')} ready`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (running > 0) parts.push(`${running} under way`);
  return parts.join(', ');
}
