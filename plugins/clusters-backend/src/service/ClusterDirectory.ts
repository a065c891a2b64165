import { NotFoundError } from '@backstage/errors';
import { encodeCursor } from '@wheelhouse/http-node';
import type {
  Cluster,
  ClusterDetail,
  ClusterState,
  SourceProblem,
} from '@wheelhouse/plugin-clusters-common';
import type {
  ClustersService,
  KnownCluster,
} from '@wheelhouse/plugin-clusters-node';
import { scopesAllow } from '@wheelhouse/plugin-tenancy-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import type { ReachabilityStore } from '../store/ReachabilityStore';
import type { Fleet, FleetMember } from './Fleet';

/** The same words for what does not exist and for what one may not see. */
const MISSING = 'There is no such cluster, or you may not see it';

/** Which clusters are asked for. */
export interface ClusterQuery {
  search?: string;
  state?: ClusterState;
  limit: number;
  /** The name of the last cluster of the page before. */
  after?: string;
}

/** A page of clusters. */
export interface ClusterPage {
  items: Cluster[];
  nextCursor?: string;
}

/** The clusters, as each caller may see them. */
export class ClusterDirectory {
  constructor(
    private readonly options: {
      fleet: Fleet;
      clusters: ClustersService;
      reachability: ReachabilityStore;
      /** Whether the addresses of servers are for somebody's eyes. */
      seesServers: (who: AuthState) => boolean;
    },
  ) {}

  list(who: AuthState, query: ClusterQuery): ClusterPage {
    const { limit, state, after } = query;
    const members = this.options.fleet.members();
    const words = wordsOf(query.search);
    const items: Cluster[] = [];
    for (
      let index = after === undefined ? 0 : indexAfter(members, after);
      index < members.length;
      index += 1
    ) {
      const { known, view, searched } = members[index];
      if (state !== undefined && view.state !== state) continue;
      if (!words.every(word => searched.includes(word))) continue;
      if (!this.sees(who, known)) continue;
      if (items.length === limit) {
        const last = items[items.length - 1].name;
        return { items, nextCursor: encodeCursor([last]) };
      }
      items.push(this.#shownTo(who, known, view));
    }
    return { items };
  }

  /** @throws NotFoundError where there is none, or not for the caller. */
  async detail(who: AuthState, name: string): Promise<ClusterDetail> {
    const member = this.options.fleet.find(name);
    if (!member || !this.sees(who, member.known)) {
      throw new NotFoundError(MISSING);
    }
    return {
      ...this.#shownTo(who, member.known, member.view),
      nodeList: member.nodes(),
      reachability: await this.options.reachability.spans(name),
    };
  }

  /** What keeps sources from being read; that is for administrators. */
  problems(who: AuthState): SourceProblem[] {
    return who.administrator ? [...this.options.clusters.problems()] : [];
  }

  /** Whether somebody may see a cluster, or might have before it was removed. */
  sees(who: AuthState, cluster: KnownCluster): boolean {
    return (
      scopesAllow(who.scopes, 'clusters', 'read', cluster.name) &&
      this.options.clusters.sees(who, cluster)
    );
  }

  #shownTo(who: AuthState, known: KnownCluster, view: Cluster): Cluster {
    return known.server !== undefined && this.options.seesServers(who)
      ? { ...view, server: known.server }
      : view;
  }
}

function wordsOf(search: string | undefined): string[] {
  return search?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
}

/** Where in the sorted clusters those after a name begin. */
function indexAfter(members: readonly FleetMember[], name: string): number {
  let [low, high] = [0, members.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (members[middle].known.name <= name) low = middle + 1;
    else high = middle;
  }
  return low;
}
