import type {
  ClustersService,
  KnownCluster,
} from '@wheelhouse/plugin-clusters-node';
import type {
  RestartActor,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { scopesAllow } from '@wheelhouse/plugin-tenancy-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { keyOf } from '../rules/names';
import { type Member, matchingGroups, namesOf } from '../rules/optIn';
import type { Reader } from '../store/HistoryStore';
import type { StoredRestart } from '../store/rows';

/** What somebody may see and do here. */
export class Rights {
  constructor(
    private readonly clusters: Pick<ClustersService, 'find' | 'list' | 'sees'>,
  ) {}

  /** Whether a cluster is there for somebody; one that the portal no longer knows is there for nobody. */
  reaches(who: AuthState, cluster: string): boolean {
    const known = this.clusters.find(cluster);
    return known !== undefined && this.clusters.sees(who, known);
  }

  /** Whether somebody may see a restart: they asked for it, or could have. */
  sees(who: AuthState, stored: StoredRestart): boolean {
    const { restart, groups } = stored;
    const own =
      restart.requestedBy.ref === who.entity.ref ||
      matchingGroups(groups, memberOf(who)).length > 0;
    return (
      own &&
      this.scopesReach(who, restart) &&
      !this.#isHidden(who, restart.cluster)
    );
  }

  /** Whether the scopes of a key reach a workload for reading; one that may restart it may see how that went. */
  scopesReach(who: AuthState, workload: WorkloadReference): boolean {
    const key = keyOf(workload);
    return ['read', 'restart'].some(action =>
      scopesAllow(who.scopes, 'restarts', action, key),
    );
  }

  readerOf(who: AuthState): Reader {
    return {
      ref: who.entity.ref,
      names: namesOf(memberOf(who)),
      hiddenClusters: this.clusters
        .list()
        .filter(cluster => !this.clusters.sees(who, cluster))
        .map(cluster => cluster.name),
    };
  }

  /** The history of clusters that are gone stays; of those that are hidden nothing is shown. */
  #isHidden(who: AuthState, name: string): boolean {
    const known: KnownCluster | undefined = this.clusters.find(name);
    return known !== undefined && !this.clusters.sees(who, known);
  }
}

export function memberOf(who: AuthState): Member {
  return { tenant: who.entity.tenant, groups: who.groups };
}

export function actorOf(who: AuthState): RestartActor {
  return {
    ref: who.entity.ref,
    name: who.displayName ?? who.entity.account,
    ...(who.kind === 'api_key' && {
      key: { id: who.id, name: who.keyName },
    }),
  };
}
