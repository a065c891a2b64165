import { ConflictError, NotFoundError } from '@backstage/errors';
import type { LastItem } from '@wheelhouse/http-node';
import { ClusterError } from '@wheelhouse/plugin-clusters-node';
import type {
  RestartRequest,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { scopesAllow } from '@wheelhouse/plugin-tenancy-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { createHash, randomUUID } from 'node:crypto';
import { keyOf } from '../rules/names';
import { matchingGroups } from '../rules/optIn';
import { refusalOf } from '../rules/refusal';
import { chooseStamp, earliestStamp } from '../rules/stamp';
import type { WorkloadObject } from '../rules/workloads';
import type { Asked, AskedStore } from '../store/AskedStore';
import type { HistoryFilter, HistoryStore } from '../store/HistoryStore';
import type { Begun, RestartStore } from '../store/RestartStore';
import type { StoredRestart } from '../store/rows';
import type { Followers } from './Followers';
import { LiveWorkloads, unavailable } from './LiveWorkloads';
import { actorOf, memberOf, Rights } from './Rights';

/** The one text for what is not there, not opted in, and not for the caller. */
export const NO_WORKLOAD =
  'There is no such workload, or you may not restart it.';
export const NO_RESTART = 'There is no such restart, or you may not see it.';

/** With what a restart is asked for, beside the request itself. */
export interface StartOptions {
  idempotencyKey?: string;
  /** Of a batch. */
  batch?: { id: string; restart: string };
}

/** Restarts: asking for them, and reading how they went. */
export class Restarts {
  constructor(
    private readonly options: {
      rights: Rights;
      live: LiveWorkloads;
      restarts: RestartStore;
      history: HistoryStore;
      asked: AskedStore;
      followers: Followers;
      takeOverMs: number;
      /** A restart was begun here, and the cluster asked for it. */
      onBegun(begun: Begun): void;
    },
  ) {}

  /**
   * Restarts a workload, or joins the restart of it that is under way.
   *
   * @throws NotFoundError where there is no such workload for the caller
   * @throws ConflictError where it cannot be restarted as it is, with what to do
   * @throws ServiceUnavailableError where the cluster does not answer
   */
  async start(
    who: AuthState,
    reference: WorkloadReference,
    request: RestartRequest,
    { idempotencyKey, batch }: StartOptions = {},
  ): Promise<Begun> {
    const { restarts, followers, takeOverMs } = this.options;
    this.#demandReach(who, reference);
    const asked = idempotencyKey
      ? askedOf(who, idempotencyKey, [keyOf(reference), request])
      : undefined;
    const before = asked && (await this.options.asked.find(asked));
    if (before) return { how: 'repeated', stored: await this.get(who, before) };

    const { workload, granted } = await this.inspect(who, reference);
    const whenRunning = request.whenRunning ?? 'join';
    const refusal = refusalOf(workload);
    if (refusal) await this.#demandRunning(reference, whenRunning, refusal);
    const begun = await restarts.begin(
      {
        id: batch?.restart ?? randomUUID(),
        workload: reference,
        uid: workload.uid,
        reason: request.reason,
        requestedBy: actorOf(who),
        groups: workload.groups,
        granted,
        chooseStamp: last =>
          chooseStamp(
            earliestStamp(reference.kind, Date.now()),
            workload.restartedAt,
            last,
          ),
        batch: batch?.id,
        follower: followers.server,
        leaseMs: takeOverMs,
      },
      whenRunning,
      asked,
    );
    if (begun.how === 'created') {
      const onAsked = () => this.options.onBegun(begun);
      followers.follow(begun.stored, { workload, onAsked });
    }
    return begun;
  }

  /** Restarts a workload for a batch; where that was begun before, the restart that it is. */
  async startOrFind(
    who: AuthState,
    reference: WorkloadReference,
    request: RestartRequest,
    batch: NonNullable<StartOptions['batch']>,
  ): Promise<Begun> {
    const stored = await this.options.restarts.get(batch.restart);
    if (stored) return { how: 'repeated', stored };
    return this.start(who, toReference(reference), request, { batch });
  }

  /**
   * A workload as the cluster has it now, and through which of its groups the caller may restart it.
   *
   * @throws as {@link start} does
   */
  async inspect(
    who: AuthState,
    reference: WorkloadReference,
  ): Promise<{ workload: WorkloadObject; granted: string[] }> {
    this.#demandReach(who, reference);
    let workload: WorkloadObject | undefined;
    try {
      workload = await this.options.live.read(reference);
    } catch (error) {
      throw error instanceof ClusterError ? unavailable(error) : error;
    }
    const granted = workload
      ? matchingGroups(workload.groups, memberOf(who))
      : [];
    if (!workload || granted.length === 0) throw new NotFoundError(NO_WORKLOAD);
    return { workload, granted };
  }

  /** @throws NotFoundError where there is no such restart for the caller */
  async get(who: AuthState, id: string): Promise<StoredRestart> {
    const stored = await this.options.restarts.get(id);
    if (!stored || !this.options.rights.sees(who, stored)) {
      throw new NotFoundError(NO_RESTART);
    }
    return stored;
  }

  /** The history that somebody may see, newest first. */
  async list(
    who: AuthState,
    filter: HistoryFilter,
    page: { limit: number; after?: LastItem },
  ): Promise<{ items: StoredRestart[]; next?: LastItem }> {
    const { history, rights } = this.options;
    const reader = rights.readerOf(who);
    const items: StoredRestart[] = [];
    let { after } = page;
    for (;;) {
      const found = await history.list(reader, filter, {
        limit: page.limit + 1,
        after,
      });
      for (const stored of found.slice(0, page.limit)) {
        after = lastItem(stored);
        if (rights.scopesReach(who, stored.restart)) items.push(stored);
        if (items.length === page.limit) {
          const more = found.length > found.indexOf(stored) + 1;
          return { items, ...(more && { next: after }) };
        }
      }
      if (found.length <= page.limit) return { items };
    }
  }

  #demandReach(who: AuthState, reference: WorkloadReference): void {
    const key = keyOf(reference);
    if (
      !scopesAllow(who.scopes, 'restarts', 'restart', key) ||
      !this.options.rights.reaches(who, reference.cluster)
    ) {
      throw new NotFoundError(NO_WORKLOAD);
    }
  }

  /** What cannot be restarted as it is can still be joined. */
  async #demandRunning(
    reference: WorkloadReference,
    whenRunning: string,
    refusal: string,
  ): Promise<void> {
    if (whenRunning === 'join') {
      const running = await this.options.restarts.active([reference]);
      if (running.size > 0) return;
    }
    throw new ConflictError(refusal);
  }
}

/** What was asked for, to be known again. */
export function askedOf(who: AuthState, key: string, what: unknown): Asked {
  return {
    owner: who.entity.ref,
    key,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(what))
      .digest('hex'),
  };
}

function lastItem({ restart }: StoredRestart): LastItem {
  return { time: restart.requestedAt, id: restart.id };
}

/** Without what else is said of a workload. */
function toReference(workload: WorkloadReference): WorkloadReference {
  const { cluster, namespace, kind, name } = workload;
  return { cluster, namespace, kind, name };
}
