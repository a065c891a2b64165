import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Cluster, ClusterNode } from '@wheelhouse/plugin-clusters-common';
import type {
  ClusterClient,
  KnownCluster,
  Reflector,
} from '@wheelhouse/plugin-clusters-node';
import { setTimeout as pause } from 'node:timers/promises';
import { type Assessment, assess } from './assess';
import type { NodesFact, Probe } from './facts';
import { keepNode, nodesFact, NODES_PATH, sameNode } from './nodes';
import { probe } from './probe';
import { nextDelay, type Timing } from './timing';

/** Changes of nodes that come together are looked at together, after so many milliseconds. */
const GATHER_MS = 250;

/** What a monitor needs. */
export interface MonitorOptions {
  known: KnownCluster;
  client: () => ClusterClient;
  timing: Timing;
  logger: LoggerService;
  /** Until the first question, in milliseconds. */
  startAfter: number;
  /** Called when what is shown of the cluster has changed. */
  onView: (view: Cluster) => void;
}

/** Looks after one cluster: asks it again and again, follows its nodes, and holds what is shown of it. */
export class ClusterMonitor {
  readonly #options: MonitorOptions;
  readonly #stopped = new AbortController();
  #known: KnownCluster;
  #view: Cluster;
  #probe?: Probe;
  #checkedAt?: string;
  #failures = 0;
  #checks = 0;
  #nodes?: Reflector<ClusterNode>;
  #gathering?: NodeJS.Timeout;

  /** @param before - what was shown until now, where the cluster is not new */
  static start(options: MonitorOptions, before?: Cluster): ClusterMonitor {
    const monitor = new ClusterMonitor(options, before);
    if (options.known.usable) void monitor.#run();
    return monitor;
  }

  private constructor(options: MonitorOptions, before?: Cluster) {
    this.#options = options;
    this.#known = options.known;
    this.#view = this.#show(before);
  }

  get view(): Cluster {
    return this.#view;
  }

  /** The nodes, by name; those last seen where the cluster is not reached. */
  nodes(): ClusterNode[] {
    return [...(this.#nodes?.values() ?? [])].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  }

  /** The definition has changed in something other than how the cluster is reached. */
  update(known: KnownCluster) {
    this.#known = known;
    this.#refresh();
  }

  /** The state is the same as before the portal started, and has been since then. */
  remember(since: string) {
    this.#view = { ...this.#view, since };
  }

  stop() {
    this.#stopped.abort();
    this.#nodes?.stop();
    clearTimeout(this.#gathering);
  }

  async #run() {
    const { timing, startAfter } = this.#options;
    const { signal } = this.#stopped;
    let delay = startAfter;
    while (!signal.aborted) {
      try {
        await pause(delay, undefined, { signal, ref: false });
      } catch {
        return;
      }
      delay = await this.#look(signal).catch(error => {
        this.#options.logger.error(
          `Looking after the cluster ${
            this.#known.name
          } went wrong; it goes on`,
          error,
        );
        return timing.interval;
      });
    }
  }

  /** @returns how long to wait before the next time, in milliseconds */
  async #look(signal: AbortSignal): Promise<number> {
    const found = await this.#ask(signal);
    if (!signal.aborted) this.#learn(found);
    return nextDelay(this.#options.timing, {
      failures: this.#failures,
      retryAfterMs: found.answered ? undefined : found.retryAfterMs,
    });
  }

  async #ask(signal: AbortSignal): Promise<Probe> {
    const { client, timing, logger } = this.#options;
    const before = this.#probe?.answered ? this.#probe.ready : undefined;
    const askReady = before === false || this.#checks % timing.readyEvery === 0;
    const found = await probe(client, {
      timeoutMs: timing.timeout,
      askReady,
      signal,
    });
    if (found.answered) return askReady ? found : { ...found, ready: before };
    if (found.reason === 'internal') {
      logger.error(
        `The cluster ${this.#known.name} could not be asked: ${found.message}`,
      );
    }
    return found;
  }

  #learn(found: Probe) {
    this.#checks = found.answered ? this.#checks + 1 : 0;
    this.#failures = found.answered ? 0 : this.#failures + 1;
    // One lost answer says nothing yet of a cluster that did answer.
    if (!this.#probe?.answered || found.answered || this.#failures > 1) {
      this.#probe = found;
      this.#checkedAt = new Date().toISOString();
    }
    if (found.answered) this.#followNodes();
    this.#refresh();
  }

  #followNodes() {
    if (this.#nodes) return;
    this.#nodes = this.#options.client().reflect<ClusterNode>({
      path: NODES_PATH,
      keep: keepNode,
      onChange: ({ previous, current }) => {
        if (!sameNode(previous, current)) this.#gather();
      },
      onSynced: () => this.#gather(),
      onState: () => this.#gather(),
    });
  }

  #gather() {
    if (this.#stopped.signal.aborted) return;
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#refresh();
    }, GATHER_MS).unref();
  }

  #refresh() {
    this.#view = this.#show(this.#view);
    this.#options.onView(this.#view);
  }

  #show(before: Cluster | undefined): Cluster {
    const { name, title, sources, labels, credential } = this.#known;
    const answer = this.#probe?.answered ? this.#probe : undefined;
    const nodes = answer && nodesFact(this.#nodes);
    const { state, reasons } = this.#assess(before, nodes);
    return {
      name,
      title,
      sources,
      state,
      reasons,
      since: before?.state === state ? before.since : new Date().toISOString(),
      // Of one that does not answer, the version is the last that it told.
      version: answer ? answer.version : before?.version,
      latencyMs: answer?.latencyMs,
      nodes: nodes?.listed ? nodes.total : undefined,
      nodesReady: nodes?.listed
        ? nodes.total - nodes.notReady.length
        : undefined,
      labels,
      credential: {
        kind: credential.kind,
        issued: credential.issued,
        expires: credential.expires,
      },
      checkedAt: this.#checkedAt ?? before?.checkedAt,
    };
  }

  /** A cluster whose connection has changed keeps its state until the new one was tried. */
  #assess(
    before: Cluster | undefined,
    nodes: NodesFact | undefined,
  ): Assessment {
    const { usable, problems, credential } = this.#known;
    const found = assess(
      { usable, problems, credential, probe: this.#probe, nodes },
      Date.now(),
    );
    return found.state === 'unknown' && before
      ? { state: before.state, reasons: before.reasons }
      : found;
  }
}
