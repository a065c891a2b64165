import {
  type AuditorService,
  type DatabaseService,
  type LoggerService,
  type RootConfigService,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { openDatabase } from '@wheelhouse/http-node';
import type { ClustersService } from '@wheelhouse/plugin-clusters-node';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import type { TenancyService } from '@wheelhouse/plugin-tenancy-node';
import { randomUUID } from 'node:crypto';
import { readRestartsConfig } from './config';
import { Announcer } from './service/Announcer';
import { Batches } from './service/Batches';
import { Followers } from './service/Followers';
import { Journal } from './service/Journal';
import { LiveWorkloads } from './service/LiveWorkloads';
import { LogHub } from './service/LogHub';
import { RestartFeed } from './service/RestartFeed';
import { Restarts } from './service/Restarts';
import { Rights } from './service/Rights';
import { WorkloadIndex } from './service/WorkloadIndex';
import { WorkloadNews } from './service/WorkloadNews';
import { readTimes } from './settings';
import { AskedStore } from './store/AskedStore';
import { BatchStore } from './store/BatchStore';
import { HistoryStore } from './store/HistoryStore';
import { LeaseStore } from './store/LeaseStore';
import { RestartStore } from './store/RestartStore';

const DAY_MS = 24 * 60 * 60_000;
/** How long what ended is kept. */
const KEEP_MS = 180 * DAY_MS;
/** How long an `Idempotency-Key` is remembered. */
const KEEP_ASKED_MS = 7 * DAY_MS;

/** Makes the parts of the plugin and puts them together. */
export async function createRestarts(services: {
  auditor: AuditorService;
  clusters: ClustersService;
  config: RootConfigService;
  database: DatabaseService;
  live: LiveService;
  logger: LoggerService;
  tenancy: TenancyService;
}) {
  const { clusters, database, logger, tenancy } = services;
  const { takeOverMs } = readRestartsConfig(services.config);
  const db = await openDatabase(
    database,
    '@wheelhouse/plugin-restarts-backend',
  );
  const store = new RestartStore(db);
  const asked = new AskedStore(db);
  const history = new HistoryStore(db);
  const leases = new LeaseStore(db, takeOverMs);
  const rights = new Rights(clusters);
  const live = new LiveWorkloads(clusters);
  const feed = new RestartFeed(store, logger);
  const journal = new Journal(services.auditor, logger);
  // Before the channel of one restart, whose pattern its name matches too: what is declared first is found.
  const news = new WorkloadNews({ live: services.live, rights, logger });
  const announcer = new Announcer({
    live: services.live,
    rights,
    restarts: store,
    logger,
  });
  const followers = new Followers(randomUUID(), {
    live,
    leases,
    logger,
    takeOverMs,
    readTimes: () => readTimes(name => tenancy.getSetting(name)),
    onChange: (stored, { step }) => {
      feed.tell(stored);
      announcer.changed(stored, step !== undefined);
      journal.ended(stored);
    },
  });
  const tellOfSuperseded = async (id: string) => {
    try {
      const before = await store.get(id);
      if (!before) return;
      feed.tell(before);
      announcer.changed(before, true);
      journal.ended(before);
    } catch (error) {
      logger.warn('A restart could not be announced', error as Error);
    }
  };
  const restarts = new Restarts({
    rights,
    live,
    restarts: store,
    history,
    asked,
    followers,
    takeOverMs,
    onBegun: ({ stored, superseded }) => {
      announcer.changed(stored, true);
      if (superseded) void tellOfSuperseded(superseded);
    },
  });
  const batchStore = new BatchStore(db, takeOverMs);
  const batches = new Batches({
    store: batchStore,
    asked,
    restarts,
    feed,
    rights,
    live: services.live,
    logger,
    server: followers.server,
    takeOverMs,
  });
  const workloads = new WorkloadIndex({
    clusters,
    rights,
    restarts: store,
    logger,
    onChange: change => news.add(change),
  });
  return {
    restarts,
    batches,
    workloads,
    rights,
    feed,
    journal,
    logs: new LogHub(live, logger),
    schedule: (scheduler: SchedulerService) =>
      scheduler.scheduleTask({
        id: 'clean-up',
        scope: 'global',
        frequency: { hours: 1 },
        timeout: { minutes: 10 },
        fn: async () => {
          const now = Date.now();
          await history.deleteEndedBefore(now - KEEP_MS);
          await batchStore.deleteEndedBefore(now - KEEP_MS);
          await asked.deleteBefore(now - KEEP_ASKED_MS);
        },
      }),
    start: async () => {
      await clusters.ready(5_000);
      workloads.start();
      followers.start();
      batches.startWork();
    },
    stop: async () => {
      workloads.stop();
      news.stop();
      await batches.stopWork();
      await followers.stop();
    },
  };
}
