import {
  AuthService,
  DatabaseService,
  DiscoveryService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { openDatabase } from '@wheelhouse/http-node';
import type { LiveBroker } from '@wheelhouse/plugin-live-node';
import {
  type AuthDirectory,
  remoteAuthSource,
} from '@wheelhouse/plugin-tenancy-node';
import { LIVE_PATH } from '@wheelhouse/plugin-live-common';
import { readLiveConfig } from './config';
import { EventLog } from './log/EventLog';
import { Notifications } from './log/Notifications';
import { Publisher } from './service/Publisher';
import { Tickets } from './service/Tickets';
import { AuthWatch } from './sockets/AuthWatch';
import { ChannelRights } from './sockets/ChannelRights';
import { Channels } from './sockets/Channels';
import { Delivery } from './sockets/Delivery';
import { LiveHub } from './sockets/LiveHub';
import { LogStore } from './store/LogStore';
import { TicketStore } from './store/TicketStore';
import { OriginRule } from './upgrade/origin';
import { UpgradeGate } from './upgrade/UpgradeGate';

/** Makes the parts of live events and puts them together. */
export async function createLive(services: {
  config: RootConfigService;
  database: DatabaseService;
  logger: LoggerService;
  directory: AuthDirectory;
  auth: AuthService;
  discovery: DiscoveryService;
  broker: LiveBroker;
  allowedOrigins: readonly string[];
}) {
  const { database, logger, directory, auth, discovery, broker } = services;
  const config = readLiveConfig(services.config);
  const db = await openDatabase(database, '@wheelhouse/plugin-live-backend');
  const logStore = new LogStore(db);
  const ticketStore = new TicketStore(db);
  const log = await EventLog.open(logStore, logger);
  const remote = remoteAuthSource(auth, discovery);
  const watch = new AuthWatch({ directory, remote, logger });
  const channels = new Channels(broker);
  const rights = new ChannelRights({ channels, logger });
  const delivery = new Delivery({ log, watch, channels, rights });
  const hub = new LiveHub({ log, watch, channels, rights, delivery });
  log.follow(delivery);
  const notifications = logStore.notifies
    ? new Notifications({
        db,
        epoch: log.epoch,
        logger,
        onNews: () => log.wake(),
      })
    : undefined;
  await notifications?.start();
  broker.attach(new Publisher({ log, delivery, logger }));
  return {
    config,
    gate: new UpgradeGate(LIVE_PATH),
    origins: new OriginRule(services.config, services.allowedOrigins),
    tickets: new Tickets(ticketStore),
    watch,
    hub,
    /** What happens by itself. */
    async schedule(scheduler: SchedulerService) {
      await scheduler.scheduleTask({
        id: 'clean-up',
        scope: 'global',
        frequency: { minutes: 1 },
        timeout: { minutes: 5 },
        fn: async () => {
          const { ms, events } = config.keep;
          await logStore.trim(new Date(Date.now() - ms), events);
          await ticketStore.deleteExpired();
        },
      });
    },
    async stop() {
      hub.close();
      watch.stop();
      log.close();
      await notifications?.stop();
    },
  };
}
