import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { Visibility } from '../access/visibility';
import type { ClusterClient } from '../client/ClusterClient';
import { ClusterError } from '../client/ClusterError';
import { HttpClusterClient } from '../client/HttpClusterClient';
import type { ClustersService, KnownCluster } from '../clustersService';
import type { ClientLimits } from '../config';
import type { ClusterDefinition, ClusterSource } from '../sources/types';
import { MergedCluster, mergeDefinitions } from './mergeDefinitions';

interface FollowedSource {
  source: ClusterSource;
  /** Undefined: it has not told of any yet. */
  definitions?: ClusterDefinition[];
  problem?: string;
  /** Of the warning about the problem. */
  warning?: NodeJS.Timeout;
}

/** What a source cannot read is worth a warning when it stays so: files and servers come up in any order. Milliseconds. */
const WARN_AFTER_MS = 5_000;

/** Puts together what the sources tell, and keeps one client for each cluster. */
export class DefaultClustersService implements ClustersService {
  readonly #sources: FollowedSource[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #clients = new Map<
    string,
    { revision: string; client: HttpClusterClient }
  >();
  #clusters = new Map<string, MergedCluster>();
  #list: readonly KnownCluster[] = [];
  #stopped = false;

  constructor(
    private readonly options: {
      logger: LoggerService;
      limits: ClientLimits;
      visibility: Visibility;
    },
  ) {}

  list(): readonly KnownCluster[] {
    return this.#list;
  }

  find(name: string): KnownCluster | undefined {
    return this.#clusters.get(name)?.known;
  }

  client(name: string): ClusterClient {
    const cluster = this.#clusters.get(name);
    if (!cluster) throw new NotFoundError(`There is no cluster ${name}`);
    const { known, connection } = cluster;
    const kept = this.#clients.get(name);
    if (kept?.revision === known.revision) return kept.client;
    if (!connection) {
      throw new ClusterError(
        name,
        'misconfigured',
        `Cluster ${name} cannot be reached as it is defined; its problems say why`,
      );
    }
    const { limits, logger } = this.options;
    const client = new HttpClusterClient(name, connection, { limits, logger });
    this.#clients.set(name, { revision: known.revision, client });
    return client;
  }

  sees(who: AuthState, cluster: KnownCluster): boolean {
    return this.options.visibility.sees(who, cluster);
  }

  problems(): readonly { source: string; message: string }[] {
    return this.#sources.flatMap(({ source, problem }) =>
      problem ? [{ source: source.id, message: problem }] : [],
    );
  }

  addSource(source: ClusterSource): void {
    if (this.#sources.some(known => known.source.id === source.id)) {
      throw new Error(`There are two sources of clusters called ${source.id}`);
    }
    const followed: FollowedSource = { source };
    this.#sources.push(followed);
    this.#start(followed).catch(error => {
      this.options.logger.error(
        `The source of clusters ${source.id} could not be started`,
        error,
      );
      this.#setProblem(followed, `It could not be started (${error.name})`);
    });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async ready(timeoutMs: number): Promise<void> {
    if (this.#allHaveTold()) return;
    let unsubscribe = () => {};
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>(resolve => {
      timer = setTimeout(resolve, timeoutMs);
      unsubscribe = this.onChange(() => {
        if (this.#allHaveTold()) resolve();
      });
    });
    clearTimeout(timer);
    unsubscribe();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { warning } of this.#sources) clearTimeout(warning);
    await Promise.allSettled(this.#sources.map(({ source }) => source.stop()));
    for (const { client } of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  /** Asynchronous also where the source is not: what one of them throws is that one's failure. */
  async #start(followed: FollowedSource): Promise<void> {
    await followed.source.start({
      clusters: definitions => {
        followed.definitions = definitions;
        followed.problem = undefined;
        clearTimeout(followed.warning);
        this.#merge();
      },
      problem: message => this.#setProblem(followed, message),
    });
  }

  #setProblem(followed: FollowedSource, message: string | undefined): void {
    if (this.#stopped || message === followed.problem) return;
    followed.problem = message;
    clearTimeout(followed.warning);
    if (message) {
      followed.warning = setTimeout(
        () =>
          this.options.logger.warn(
            `Clusters of ${followed.source.id}: ${message}`,
          ),
        WARN_AFTER_MS,
      ).unref();
    }
    this.#tellOthers();
  }

  #allHaveTold(): boolean {
    return this.#sources.every(({ definitions }) => definitions !== undefined);
  }

  #merge(): void {
    if (this.#stopped) return;
    const told = this.#sources.map(({ source, definitions = [] }) => ({
      source: source.id,
      definitions,
    }));
    this.#clusters = mergeDefinitions(told, this.options.limits);
    this.#list = [...this.#clusters.values()]
      .map(({ known }) => known)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const [name, { revision, client }] of this.#clients) {
      if (this.#clusters.get(name)?.known.revision !== revision) {
        this.#clients.delete(name);
        client.close();
      }
    }
    this.#tellOthers();
  }

  #tellOthers(): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        this.options.logger.error(
          'A listener to the list of clusters failed',
          error as Error,
        );
      }
    }
  }
}
