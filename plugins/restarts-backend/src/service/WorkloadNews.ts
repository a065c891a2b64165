import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import {
  type WorkloadChange,
  WORKLOADS_CHANNEL,
} from '@wheelhouse/plugin-restarts-common';
import { scopesMention } from '@wheelhouse/plugin-tenancy-common';
import { keyOf } from '../rules/names';
import { matchingGroups } from '../rules/optIn';
import { memberOf, Rights } from './Rights';

/** Changes of one workload within this time are told once, in milliseconds. */
const GATHER_MS = 1_000;
/** How many are told each time: where a whole cluster is news, the rest follows. */
const MOST_AT_ONCE = 100;

/** Publishes which workloads have changed, to those who may restart them. */
export class WorkloadNews {
  readonly #changed = new Map<string, WorkloadChange>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: {
      live: LiveService;
      rights: Rights;
      logger: LoggerService;
    },
  ) {
    options.live.declare({
      pattern: WORKLOADS_CHANNEL,
      authorize: who => scopesMention(who.scopes, 'restarts'),
      sees: (who, { data }) => {
        const change = data as WorkloadChange;
        return (
          matchingGroups(change.groups, memberOf(who)).length > 0 &&
          options.rights.scopesReach(who, change) &&
          options.rights.reaches(who, change.cluster)
        );
      },
    });
  }

  add(change: WorkloadChange): void {
    this.#changed.set(keyOf(change), change);
    this.#timer ??= setTimeout(() => this.#publish(), GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#changed.clear();
  }

  #publish(): void {
    this.#timer = undefined;
    const changes = [...this.#changed].slice(0, MOST_AT_ONCE);
    for (const [key, data] of changes) {
      this.#changed.delete(key);
      this.options.live
        .publish(WORKLOADS_CHANNEL, { type: 'changed', data })
        .catch(error =>
          this.options.logger.warn('A workload could not be announced', error),
        );
    }
    if (this.#changed.size > 0) {
      this.#timer = setTimeout(() => this.#publish(), GATHER_MS);
    }
  }
}
