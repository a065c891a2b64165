import {
  type ClusterClient,
  ClusterError,
  type ClusterErrorReason,
  type ClusterRequest,
  type KubernetesObject,
  type Reflector,
  type ReflectorOptions,
  type ReflectorState,
} from '@wheelhouse/plugin-clusters-node';

/** How a cluster answers. `silent`: it takes the question and never answers. */
export type Manner = 'well' | 'silent' | ClusterErrorReason;

class FakeReflector<T extends object> implements Reflector<T> {
  state: ReflectorState = { phase: 'starting' };
  #kept = new Map<string, T>();

  constructor(
    private readonly options: ReflectorOptions<T>,
    private readonly list: () => KubernetesObject[] | ClusterError,
  ) {}

  read() {
    if (this.state.phase === 'stopped') return;
    const found = this.list();
    if (found instanceof ClusterError) {
      this.state = { phase: 'starting', error: found };
    } else {
      this.#kept = new Map(
        found.map(object => [object.metadata.name, this.options.keep(object)!]),
      );
      this.state = { phase: 'current' };
      this.options.onSynced?.();
    }
    this.options.onState?.(this.state);
  }

  get(key: string) {
    return this.#kept.get(key);
  }

  values() {
    return this.#kept.values();
  }

  get size() {
    return this.#kept.size;
  }

  async synced() {}

  stop() {
    this.state = { phase: 'stopped' };
  }
}

/** A cluster that answers as it is told, without any network. */
export class FakeCluster implements ClusterClient {
  manner: Manner = 'well';
  /** How it answers the next question about its version alone. */
  once?: Manner;
  version = 'v1.36.3';
  /** How `/readyz` answers. */
  readiness: Manner = 'well';
  mayListNodes = true;
  /** The paths that it was asked for. */
  readonly asked: string[] = [];
  retryAfterMs?: number;
  readonly #nodes = new Map<string, KubernetesObject>();
  readonly #reflectors = new Set<FakeReflector<object>>();

  constructor(readonly cluster: string) {}

  async request<T>(request: ClusterRequest): Promise<T> {
    const { once = this.manner } = this;
    this.once = undefined;
    await this.#answer(request, once);
    return { gitVersion: this.version } as T;
  }

  async lines(request: ClusterRequest): Promise<AsyncIterable<string>> {
    await this.#answer(request, this.readiness);
    return (async function* ok() {
      yield 'ok';
    })();
  }

  reflect<T extends object>(options: ReflectorOptions<T>): Reflector<T> {
    const reflector = new FakeReflector(options, () => this.#listed());
    this.#reflectors.add(reflector as unknown as FakeReflector<object>);
    reflector.read();
    return reflector;
  }

  /** Sets the nodes by name: ready, or why not. */
  setNodes(nodes: Record<string, true | string>) {
    this.#nodes.clear();
    for (const [name, state] of Object.entries(nodes)) {
      this.#nodes.set(name, nodeOf(name, state));
    }
    for (const reflector of this.#reflectors) reflector.read();
  }

  /** How many reflectors run. */
  get following(): number {
    return [...this.#reflectors].filter(r => r.state.phase !== 'stopped')
      .length;
  }

  #listed(): KubernetesObject[] | ClusterError {
    return this.mayListNodes
      ? [...this.#nodes.values()]
      : new ClusterError(this.cluster, 'forbidden', 'It forbids that');
  }

  async #answer({ path, timeoutMs, signal }: ClusterRequest, manner: Manner) {
    this.asked.push(path);
    if (manner === 'well') return;
    if (manner === 'silent') {
      await new Promise<void>((_resolve, reject) => {
        const end = () => reject(this.#error('timeout'));
        signal?.addEventListener('abort', end);
        if (timeoutMs !== undefined) setTimeout(end, timeoutMs);
      });
    }
    throw this.#error(manner as ClusterErrorReason);
  }

  #error(reason: ClusterErrorReason): ClusterError {
    return new ClusterError(this.cluster, reason, `It fails: ${reason}`, {
      retryAfterMs: this.retryAfterMs,
    });
  }
}

/** A node as the API server sends it. */
export function nodeOf(name: string, state: true | string): KubernetesObject {
  return {
    metadata: {
      name,
      uid: name,
      resourceVersion: '1',
      labels: { 'node-role.kubernetes.io/worker': '' },
    },
    status: {
      conditions: [
        { type: 'MemoryPressure', status: 'False' },
        state === true
          ? { type: 'Ready', status: 'True', message: 'posting ready status' }
          : { type: 'Ready', status: 'Unknown', message: state },
      ],
      nodeInfo: { kubeletVersion: 'v1.36.3' },
    },
  };
}
