import type { Restart } from '@wheelhouse/plugin-restarts-common';
import type { HomeItem } from '@wheelhouse/ui';
import { hasEnded, restartLook, workloadPath } from '../words';

/** How long whoever asked for a restart is told that it failed, in milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

/** Own restarts that failed and after which none of the same workload went well; newest first, as they come. */
export function failedRestarts(
  restarts: readonly Restart[],
  ref: string,
  now: Date = new Date(),
): HomeItem[] {
  const settled = new Set<string>();
  const found: HomeItem[] = [];
  for (const restart of restarts) {
    const path = workloadPath(restart);
    const later = settled.has(path);
    settled.add(path);
    const failed = restart.state === 'failed' || restart.state === 'timed-out';
    const age = now.getTime() - Date.parse(restart.requestedAt);
    if (later || !failed || restart.requestedBy.ref !== ref || age > DAY)
      continue;
    found.push({
      id: `restart-${restart.id}`,
      title: `The restart of ${restart.name} ${
        restart.state === 'failed' ? 'failed' : 'was not ready in time'
      }`,
      detail: [restart.failure?.reason, place(restart)]
        .filter(Boolean)
        .join(' · '),
      time: restart.endedAt ?? restart.requestedAt,
      status: 'failed',
      href: href(restart),
    });
  }
  return found;
}

/** What somebody restarted last, in words. */
export function ownRestarts(
  restarts: readonly Restart[],
  ref: string,
): HomeItem[] {
  return restarts
    .filter(restart => restart.requestedBy.ref === ref && !restart.batch)
    .map(restart => ({
      id: `restart-${restart.id}`,
      title: `${hasEnded(restart.state) ? 'Restarted' : 'Restarting'} ${
        restart.name
      }`,
      detail: `${place(restart)} · ${restartLook(
        restart.state,
      ).word.toLocaleLowerCase('en')}`,
      time: restart.requestedAt,
      href: href(restart),
    }));
}

function place({ namespace, cluster }: Restart): string {
  return `${namespace} on ${cluster}`;
}

function href({ id }: Restart): string {
  return `/restarts/${encodeURIComponent(id)}`;
}
