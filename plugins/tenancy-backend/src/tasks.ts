import { SchedulerService } from '@backstage/backend-plugin-api';
import type { TenancyConfig } from '@wheelhouse/plugin-tenancy-node';
import type { CleanUp } from './service/CleanUp';
import type { GroupRecheck } from './service/GroupRecheck';

/** How often it is looked whose groups are due, unless a tenant asks for them more often. */
const LOOK_MS = 10_000;

/** How often it is looked what has expired; that it has is known of each auth without. */
const EXPIRED_MS = 2_000;

/** What happens by itself. */
export async function scheduleTasks(
  scheduler: SchedulerService,
  parts: { config: TenancyConfig; recheck: GroupRecheck; cleanUp: CleanUp },
) {
  const { config, recheck, cleanUp } = parts;
  const shortest = Math.min(...config.tenants.map(t => t.recheckGroupsMs));
  // Every server looks; each grant is taken by one of them.
  await scheduler.scheduleTask({
    id: 'recheck-groups',
    scope: 'local',
    frequency: { milliseconds: Math.min(LOOK_MS, Math.max(shortest / 2, 250)) },
    timeout: { minutes: 5 },
    fn: signal => recheck.run(signal),
  });
  // Of two servers that look, one ends it.
  await scheduler.scheduleTask({
    id: 'end-expired',
    scope: 'local',
    frequency: { milliseconds: EXPIRED_MS },
    timeout: { minutes: 1 },
    fn: () => cleanUp.endExpired(),
  });
  await scheduler.scheduleTask({
    id: 'clean-up',
    scope: 'global',
    frequency: { minutes: 10 },
    timeout: { minutes: 10 },
    fn: () => cleanUp.run(),
  });
}
