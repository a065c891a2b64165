import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import {
  type Restart,
  RESTART_CHANNEL,
  RESTARTS_CHANNEL,
  type RestartChange,
} from '@wheelhouse/plugin-restarts-common';
import { scopesMention } from '@wheelhouse/plugin-tenancy-common';
import { matchingGroups } from '../rules/optIn';
import type { RestartStore } from '../store/RestartStore';
import type { StoredRestart } from '../store/rows';
import { memberOf, Rights } from './Rights';

/** Publishes how restarts go on, to those who may see them. */
export class Announcer {
  constructor(
    private readonly options: {
      live: LiveService;
      rights: Rights;
      restarts: Pick<RestartStore, 'get'>;
      logger: LoggerService;
    },
  ) {
    const { live, rights, restarts } = options;
    live.declare({
      pattern: RESTARTS_CHANNEL,
      authorize: who => scopesMention(who.scopes, 'restarts'),
      sees: (who, { data }) => {
        const change = data as RestartChange;
        const own =
          change.requestedBy === who.entity.ref ||
          matchingGroups(change.groups, memberOf(who)).length > 0;
        return (
          own &&
          rights.scopesReach(who, change) &&
          rights.reaches(who, change.cluster)
        );
      },
    });
    live.declare({
      pattern: RESTART_CHANNEL,
      authorize: async (who, { id }) => {
        const stored = await restarts.get(id);
        return stored !== undefined && rights.sees(who, stored);
      },
    });
  }

  /** A restart has changed; `isStep`: its state has. */
  changed(stored: StoredRestart, isStep: boolean): void {
    const { restart, groups } = stored;
    this.#publish(RESTART_CHANNEL.replace('{id}', restart.id), restart);
    if (!isStep) return;
    const { id, cluster, namespace, kind, name, state } = restart;
    const change: RestartChange = {
      ...{ id, cluster, namespace, kind, name, state, groups },
      requestedBy: restart.requestedBy.ref,
    };
    this.#publish(RESTARTS_CHANNEL, change);
  }

  #publish(channel: string, data: Restart | RestartChange): void {
    this.options.live
      .publish(channel, { type: 'changed', data })
      .catch(error =>
        this.options.logger.warn('A restart could not be announced', error),
      );
  }
}
