import { NotFoundError } from '@backstage/errors';
import type {
  ClusterClient,
  ClustersService,
  KnownCluster,
} from '@wheelhouse/plugin-clusters-node';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { FakeCluster } from './FakeCluster';

/** Clusters that a test makes, changes and takes away. */
export class FakeClusters implements ClustersService {
  readonly #known = new Map<string, KnownCluster>();
  readonly #clients = new Map<string, FakeCluster>();
  readonly #listeners = new Set<() => void>();

  /** Adds a cluster, or changes what is known of it. */
  set(name: string, part: Partial<KnownCluster> = {}): FakeCluster {
    this.#known.set(name, {
      name,
      labels: {},
      credential: { kind: 'token' },
      problems: [],
      sources: ['argocd'],
      usable: true,
      server: `https://${name}.internal:6443`,
      revision: '1',
      ...this.#known.get(name),
      ...part,
    });
    this.#changed();
    return this.cluster(name);
  }

  remove(name: string) {
    this.#known.delete(name);
    this.#changed();
  }

  cluster(name: string): FakeCluster {
    const cluster = this.#clients.get(name) ?? new FakeCluster(name);
    this.#clients.set(name, cluster);
    return cluster;
  }

  list() {
    return [...this.#known.values()];
  }

  find(name: string) {
    return this.#known.get(name);
  }

  client(name: string): ClusterClient {
    if (!this.#known.has(name)) throw new NotFoundError(name);
    return this.cluster(name);
  }

  /** As the real one does for a cluster that names its groups; of one that names none, administrators only. */
  sees(who: AuthState, { groups = [] }: KnownCluster) {
    return (
      who.administrator ||
      groups.some(g =>
        g.endsWith('/*')
          ? g === `${who.entity.tenant}/*`
          : who.groups.includes(`group:${g}`),
      )
    );
  }

  problems() {
    return [{ source: 'argocd', message: 'It cannot be reached.' }];
  }

  addSource() {}

  onChange(listener: () => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async ready() {}

  #changed() {
    for (const listener of this.#listeners) listener();
  }
}
