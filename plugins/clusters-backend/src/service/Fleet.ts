import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Cluster, ClusterNode } from '@wheelhouse/plugin-clusters-common';
import type {
  ClustersService,
  KnownCluster,
} from '@wheelhouse/plugin-clusters-node';
import { ClusterMonitor } from './ClusterMonitor';
import type { Timing } from './timing';

/** Clusters that are gone are remembered, so that those who saw them can be told. */
const MAX_REMEMBERED = 1_000;

/** A cluster, as it is looked after. */
export interface FleetMember {
  readonly known: KnownCluster;
  readonly view: Cluster;
  /** What a search looks in, in lower case. */
  readonly searched: string;
  nodes(): ClusterNode[];
}

interface Member extends FleetMember {
  known: KnownCluster;
  view: Cluster;
  searched: string;
  monitor: ClusterMonitor;
}

/** What happens to the clusters. */
export interface FleetListener {
  /** There is something new to see: more than a latency. */
  changed?(name: string): void;
  /** It is gone, or fewer people may see it. */
  removed?(name: string): void;
  /** Its state is another one, or has been seen for the first time. */
  state?(view: Cluster): void;
}

/** All clusters that the portal knows, each with a monitor, sorted by name. */
export class Fleet {
  readonly #clusters: ClustersService;
  readonly #timing: Timing;
  readonly #logger: LoggerService;
  readonly #listeners: FleetListener[] = [];
  readonly #members = new Map<string, Member>();
  /** What was known of a cluster before it was removed, or its groups changed. */
  readonly #before = new Map<string, KnownCluster>();
  #sorted: readonly FleetMember[] = [];
  #unsubscribe?: () => void;

  constructor(options: {
    clusters: ClustersService;
    timing: Timing;
    logger: LoggerService;
  }) {
    this.#clusters = options.clusters;
    this.#timing = options.timing;
    this.#logger = options.logger;
  }

  listen(listener: FleetListener) {
    this.#listeners.push(listener);
  }

  start() {
    this.#unsubscribe = this.#clusters.onChange(() => this.#reconcile());
    this.#reconcile();
  }

  stop() {
    this.#unsubscribe?.();
    for (const { monitor } of this.#members.values()) monitor.stop();
    this.#members.clear();
    this.#sorted = [];
  }

  /** Sorted by name, in the order of `<`. */
  members(): readonly FleetMember[] {
    return this.#sorted;
  }

  find(name: string): FleetMember | undefined {
    return this.#members.get(name);
  }

  /** What was known of a cluster before it was removed, or fewer people were to see it. */
  before(name: string): KnownCluster | undefined {
    return this.#before.get(name);
  }

  /** A cluster is in the state that it was in before the portal started. */
  remember(name: string, view: Pick<Cluster, 'state' | 'since'>) {
    const member = this.#members.get(name);
    if (!member || member.view.state !== view.state || !view.since) return;
    member.monitor.remember(view.since);
    member.view = member.monitor.view;
  }

  #reconcile() {
    const known = new Map(this.#clusters.list().map(c => [c.name, c]));
    const sizeBefore = this.#members.size;
    for (const [name, member] of this.#members) {
      if (known.has(name)) continue;
      member.monitor.stop();
      this.#members.delete(name);
      this.#keepBefore(member.known);
      this.#tell('removed', name);
    }
    let added = 0;
    for (const cluster of known.values()) {
      const member = this.#members.get(cluster.name);
      if (member) {
        this.#update(member, cluster);
      } else {
        added += 1;
        this.#add(cluster);
      }
    }
    if (added > 0 || this.#members.size !== sizeBefore) {
      this.#sorted = [...this.#members.values()].sort((a, b) =>
        a.known.name < b.known.name ? -1 : 1,
      );
    }
  }

  #add(known: KnownCluster) {
    const monitor = this.#monitor(known);
    const member: Member = {
      known,
      view: monitor.view,
      searched: searchedOf(known),
      monitor,
      nodes: () => member.monitor.nodes(),
    };
    this.#members.set(known.name, member);
    this.#tell('changed', known.name);
    if (member.view.state !== 'unknown') this.#tellState(member.view);
  }

  #update(member: Member, known: KnownCluster) {
    const { known: before } = member;
    if (before === known) return;
    member.known = known;
    member.searched = searchedOf(known);
    if (String(before.groups) !== String(known.groups)) {
      this.#keepBefore(before);
      this.#tell('removed', known.name);
      this.#tell('changed', known.name);
    }
    if (before.revision === known.revision) {
      member.monitor.update(known);
      return;
    }
    member.monitor.stop();
    const shown = member.view;
    member.monitor = this.#monitor(known, shown);
    this.#seen(known.name, member.monitor.view);
  }

  #monitor(known: KnownCluster, before?: Cluster): ClusterMonitor {
    const { name } = known;
    return ClusterMonitor.start(
      {
        known,
        client: () => this.#clusters.client(name),
        timing: this.#timing,
        logger: this.#logger,
        startAfter: before ? 0 : Math.random() * this.#timing.firstWithin,
        onView: view => this.#seen(name, view),
      },
      before,
    );
  }

  #seen(name: string, view: Cluster) {
    const member = this.#members.get(name);
    if (!member) return;
    const { view: before } = member;
    member.view = view;
    if (before.state !== view.state) this.#tellState(view);
    if (essence(before) !== essence(view)) this.#tell('changed', name);
  }

  #keepBefore(known: KnownCluster) {
    this.#before.delete(known.name);
    this.#before.set(known.name, known);
    if (this.#before.size > MAX_REMEMBERED) {
      this.#before.delete(this.#before.keys().next().value!);
    }
  }

  #tell(what: 'changed' | 'removed', name: string) {
    this.#tellEach(listener => listener[what]?.(name));
  }

  #tellState(view: Cluster) {
    this.#tellEach(listener => listener.state?.(view));
  }

  /** A listener that fails keeps no cluster from being looked after. */
  #tellEach(tell: (listener: FleetListener) => void) {
    for (const listener of this.#listeners) {
      try {
        tell(listener);
      } catch (error) {
        this.#logger.error('A listener to the clusters failed', error as Error);
      }
    }
  }
}

/** What makes a view new to whoever looks at it. */
function essence(view: Cluster): string {
  return JSON.stringify({
    ...view,
    latencyMs: undefined,
    checkedAt: undefined,
  });
}

function searchedOf({ name, title, sources, labels }: KnownCluster): string {
  const words = [name, title ?? '', ...sources, ...Object.entries(labels)];
  return words.join(' ').toLowerCase();
}
