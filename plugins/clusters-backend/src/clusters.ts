import {
  type DatabaseService,
  type LoggerService,
  type RootConfigService,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { openDatabase } from '@wheelhouse/http-node';
import {
  type ClustersService,
  isAmong,
  readClustersConfig,
} from '@wheelhouse/plugin-clusters-node';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import { Announcer } from './service/Announcer';
import { ClusterDirectory } from './service/ClusterDirectory';
import { Fleet } from './service/Fleet';
import { Recorder } from './service/Recorder';
import { TIMING } from './service/timing';
import { ReachabilityStore } from './store/ReachabilityStore';

/** Makes the parts of the plugin and puts them together. */
export async function createClusters(options: {
  clusters: ClustersService;
  database: DatabaseService;
  live: LiveService;
  logger: LoggerService;
  config: RootConfigService;
}) {
  const { clusters, config, database, live, logger } = options;
  const { showServer } = readClustersConfig(config);
  const db = await openDatabase(
    database,
    '@wheelhouse/plugin-clusters-backend',
  );
  const store = new ReachabilityStore(db);
  const fleet = new Fleet({ clusters, logger, timing: TIMING });
  const directory = new ClusterDirectory({
    fleet,
    clusters,
    reachability: store,
    seesServers: who => isAmong(who, showServer),
  });
  const recorder = new Recorder({ fleet, store, logger });
  const announcer = new Announcer({ live, fleet, directory, logger });
  fleet.listen({
    changed: name => announcer.announce('changed', name),
    removed: name => announcer.announce('removed', name),
    state: view => recorder.record(view),
  });
  return {
    directory,
    /** Every server sees for itself; what they saw is confirmed and trimmed by one of them. */
    schedule: (scheduler: SchedulerService) =>
      scheduler.scheduleTask({
        id: 'keep-reachability',
        scope: 'global',
        frequency: { minutes: 1 },
        timeout: { minutes: 5 },
        fn: () => recorder.keep(),
      }),
    start: () => fleet.start(),
    stop: () => {
      fleet.stop();
      announcer.stop();
      recorder.stop();
    },
  };
}
