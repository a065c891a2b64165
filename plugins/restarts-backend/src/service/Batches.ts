import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError, NotFoundError } from '@backstage/errors';
import type { LastItem } from '@wheelhouse/http-node';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import {
  type Batch,
  BATCH_CHANNEL,
  type BatchItem,
  type BatchRequest,
  type WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { randomUUID } from 'node:crypto';
import { keyOf } from '../rules/names';
import { refusalOf } from '../rules/refusal';
import type { AskedStore } from '../store/AskedStore';
import type { StoredBatch } from '../store/BatchStore';
import { BatchRun, type BatchRunOptions } from './BatchRun';
import { Charges } from './Charges';
import { askedOf } from './Restarts';
import { actorOf, Rights } from './Rights';

const NO_BATCH = 'There is no such batch, or you may not see it.';
const AT_ONCE = 3;
/** How many workloads a dry run looks at at once. */
const LOOKS_AT_ONCE = 8;

/** Several restarts at once: what would happen, doing it, and stopping it. */
export class Batches {
  readonly #charges: Charges<StoredBatch>;

  constructor(
    private readonly options: Omit<BatchRunOptions, 'onChange'> & {
      asked: AskedStore;
      rights: Rights;
      live: LiveService;
      logger: LoggerService;
      /** Unique among the servers. */
      server: string;
      takeOverMs: number;
    },
  ) {
    const { logger, server, store, takeOverMs } = options;
    this.#charges = new Charges({
      noun: 'batch',
      ...{ server, leases: store, logger, takeOverMs },
      resume: stored => this.#runOf(stored),
    });
    options.live.declare({
      pattern: BATCH_CHANNEL,
      authorize: async (who, { id }) => {
        const stored = await options.store.get(id);
        return stored !== undefined && this.#sees(who, stored);
      },
    });
  }

  /** Says of each workload what would happen; changes nothing. */
  async plan(who: AuthState, request: BatchRequest): Promise<Batch> {
    const items: BatchItem[] = [];
    for (let at = 0; at < request.workloads.length; at += LOOKS_AT_ONCE) {
      const some = request.workloads.slice(at, at + LOOKS_AT_ONCE);
      items.push(
        ...(await Promise.all(some.map(workload => this.#look(who, workload)))),
      );
    }
    return {
      state: 'planned',
      ...(request.reason && { reason: request.reason }),
      requestedBy: actorOf(who),
      requestedAt: new Date().toISOString(),
      ...manner(request),
      items,
    };
  }

  /** Begins a batch, or finds the one that was begun with the same `Idempotency-Key`. */
  async start(
    who: AuthState,
    request: BatchRequest,
    idempotencyKey?: string,
  ): Promise<Batch> {
    const { store, server } = this.options;
    const asked = idempotencyKey
      ? askedOf(who, idempotencyKey, request)
      : undefined;
    const before = asked && (await this.options.asked.find(asked));
    if (before) return this.get(who, before);
    const wanted = randomUUID();
    const id = await store.create(
      {
        id: wanted,
        workloads: unique(request.workloads),
        reason: request.reason,
        requestedBy: actorOf(who),
        requester: withoutSecrets(who),
        ...manner(request),
        follower: server,
      },
      asked,
    );
    const stored = await this.#demand(who, id);
    if (id === wanted) this.#charges.add(this.#runOf(structuredClone(stored)));
    return stored.batch;
  }

  /** @throws NotFoundError where there is no such batch for the caller */
  async get(who: AuthState, id: string): Promise<Batch> {
    return (await this.#demand(who, id)).batch;
  }

  async list(
    who: AuthState,
    page: { limit: number; after?: LastItem },
  ): Promise<{ items: Batch[]; next?: LastItem }> {
    const found = await this.options.store.list(who.entity.ref, {
      ...page,
      limit: page.limit + 1,
    });
    const shown = found.slice(0, page.limit);
    const last = shown.at(-1)?.batch;
    return {
      items: shown
        .filter(stored => this.#sees(who, stored))
        .map(({ batch }) => batch),
      ...(found.length > page.limit &&
        last && { next: { time: last.requestedAt, id: last.id } }),
    };
  }

  /** Begins no more of a batch; what runs goes on to its end. */
  async stop(who: AuthState, id: string): Promise<Batch> {
    await this.#demand(who, id);
    await this.options.store.requestStop(id);
    return this.get(who, id);
  }

  /** Begins to look for batches that nobody sees to. */
  startWork(): void {
    this.#charges.start();
  }

  /** Leaves everything to the next server. */
  stopWork(): Promise<void> {
    return this.#charges.stop();
  }

  #runOf(stored: StoredBatch): BatchRun {
    return new BatchRun(
      { ...this.options, onChange: id => this.#announce(id) },
      stored,
    );
  }

  #announce(id: string): void {
    const { live, logger } = this.options;
    live
      .publish(BATCH_CHANNEL.replace('{id}', id), {
        type: 'changed',
        data: { id },
      })
      .catch(error => logger.warn('A batch could not be announced', error));
  }

  async #look(who: AuthState, workload: WorkloadReference): Promise<BatchItem> {
    const item = { ...workload, state: 'waiting' as const };
    try {
      const { workload: found } = await this.options.restarts.inspect(
        who,
        workload,
      );
      const refusal = refusalOf(found);
      if (refusal) return { ...item, possible: false, message: refusal };
      const pods = found.replicas === 1 ? '1 pod' : `${found.replicas} pods`;
      return {
        ...item,
        possible: true,
        message: `${pods} would be replaced, as its update strategy says`,
      };
    } catch (error) {
      if (!isError(error) || !('message' in error)) throw error;
      return { ...item, possible: false, message: error.message };
    }
  }

  async #demand(who: AuthState, id: string): Promise<StoredBatch> {
    const stored = await this.options.store.get(id);
    if (!stored || !this.#sees(who, stored)) throw new NotFoundError(NO_BATCH);
    return stored;
  }

  /** Whoever asked for it sees it, with a key that reaches all of it. */
  #sees(who: AuthState, { batch }: StoredBatch): boolean {
    return (
      batch.requestedBy.ref === who.entity.ref &&
      batch.items.every(item => this.options.rights.scopesReach(who, item))
    );
  }
}

function manner({
  atOnce = AT_ONCE,
  stopAtFirstFailure = false,
}: BatchRequest) {
  return { atOnce, stopAtFirstFailure };
}

function unique(workloads: readonly WorkloadReference[]): WorkloadReference[] {
  return [...new Map(workloads.map(w => [keyOf(w), w])).values()];
}

/** Whoever asked, as a batch keeps them: what they may, and nothing that could be used as them. */
function withoutSecrets(who: AuthState): AuthState {
  const { limitedUserToken, persona, email, ...rest } = who;
  return rest;
}
