import { IncomingMessage, ServerResponse } from 'node:http';
import { Authentication, TokenUser } from './api/authentication';
import { ObjectApi } from './api/objects';
import { ResourceName, RESOURCES, resourceOf } from './api/resources';
import { createApiHandler } from './api/router';
import { LoopbackServer, startLoopbackServer } from './api/server';
import { ObjectStore } from './api/store';
import { KubeObject, ObjectInput } from './api/types';
import { Clock } from './clock';
import { CONTROLLERS } from './controllers';
import { EventRecorder } from './controllers/events';
import { ControllerManager } from './controllers/manager';
import { wasRestarted } from './controllers/restarts';
import { kubeconfigOf } from './kubeconfig';
import { Kubelet } from './kubelet/kubelet';
import { answerLog } from './kubelet/logs';
import { namespace, node } from './objects';

/** Who has put things into a cluster, in `managedFields`. */
const APPLIER = 'kubectl-client-side-apply';

/** How a simulated cluster is started. */
export interface SimulatedClusterOptions {
  /** What its context and its nodes are called after. */
  name: string;
  /** On 127.0.0.1; 0, the default: any free one. */
  port?: number;
  /** What is in it from the beginning. The namespaces that they name are made. */
  objects?: ObjectInput[];
  /** How many nodes it has; 3 by default. */
  nodes?: number;
  /** How many times faster than in life pods start, crash and back off; 1 by default. */
  speed?: number;
  /** How long it has been running when it is first reached, in simulated milliseconds; by default a minute. */
  rehearsal?: number;
  /** When that began, in milliseconds since 1970; by default so that it ends now. */
  since?: number;
  /** Whom it lets in; by default an administrator alone. */
  users?: TokenUser[];
  /** What `/version` and the nodes say; `v1.36.3` by default. */
  version?: string;
  /** How many changes it remembers for those who resume a watch; 5000 by default. */
  historyLength?: number;
  /** How often a watch gets a bookmark, in real milliseconds; every minute by default, as in life. */
  bookmarkEvery?: number;
  /**
   * Sees each request before it is answered; where it returns true, it has answered itself or never will. So a test has
   * a server that errs, stalls or counts.
   */
  intercept?(request: IncomingMessage, response: ServerResponse): boolean;
}

/** A Kubernetes cluster in this process: an API server on the loopback, controllers, and nodes whose pods are not real. */
export class SimulatedCluster {
  /** Starts one. @throws Error where the port is in use */
  static async start(
    options: SimulatedClusterOptions,
  ): Promise<SimulatedCluster> {
    const cluster = new SimulatedCluster(options);
    const rehearsal = options.rehearsal ?? 60_000;
    cluster.#clock.after(0, () => options.objects?.forEach(cluster.apply));
    cluster.#clock.rehearse(options.since ?? Date.now() - rehearsal, rehearsal);
    cluster.#events.forgetOld();
    await cluster.#listen(options.port ?? 0);
    return cluster;
  }

  readonly name: string;
  /** Everything that is in it. */
  readonly store: ObjectStore;
  /** The bearer token of its first user. */
  readonly token: string;
  readonly #clock: Clock;
  readonly #objects: ObjectApi;
  readonly #events: EventRecorder;
  readonly #handle: (request: IncomingMessage, answer: ServerResponse) => void;
  #server!: LoopbackServer;

  private constructor(options: SimulatedClusterOptions) {
    const {
      name,
      speed = 1,
      historyLength = 5000,
      version = 'v1.36.3',
      bookmarkEvery = 60_000,
      users = [{ token: `simulated-${name}`, user: 'system:admin' }],
    } = options;
    const clock = new Clock(speed);
    const store = new ObjectStore({ historyLength });
    const objects = new ObjectApi(store, clock);
    const events = new EventRecorder(store, objects, clock);
    const kubelet = new Kubelet(store, objects, clock, events, pod =>
      wasRestarted(pod, store),
    );
    const context = { store, objects, clock, events, kubelet };
    new ControllerManager(context, CONTROLLERS).start();
    const answer = createApiHandler({
      version,
      store,
      objects,
      bookmarkEvery,
      authentication: new Authentication(users),
      logs: (pod, query, response) =>
        answerLog(kubelet, clock, pod, query, response),
    });

    this.name = name;
    this.store = store;
    this.token = users[0].token;
    this.#clock = clock;
    this.#objects = objects;
    this.#events = events;
    this.#handle = (request, response) => {
      if (!options.intercept?.(request, response)) answer(request, response);
    };
    clock.after(0, () => {
      for (const each of ['default', 'kube-system']) {
        this.apply(namespace(each));
      }
      for (let i = 1; i <= (options.nodes ?? 3); i += 1) {
        this.apply(node({ name: `${name}-node-${i}`, version }));
      }
    });
  }

  /** `https://127.0.0.1:PORT` */
  get server(): string {
    return this.#server.url;
  }

  /** The authority of the server's certificate, as PEM. */
  get ca(): string {
    return this.#server.ca;
  }

  /** A kubeconfig for its first user, whose context is the cluster's name. */
  get kubeconfig(): string {
    return kubeconfigOf([this]);
  }

  /** Creates an object, with its namespace where that is not there, or replaces it. */
  apply = (input: ObjectInput): KubeObject => {
    const { namespace: within, name } = input.metadata;
    if (within && !this.find('namespaces', undefined, within)) {
      this.apply(namespace(within));
    }
    const current =
      name === undefined
        ? undefined
        : this.store.get(
            resourceOf(input),
            within ? `${within}/${name}` : name,
          );
    return current
      ? this.#objects.update(current, () => input, { manager: APPLIER })
      : this.#objects.create(input, { manager: APPLIER });
  };

  /** An object by its kind's plural; undefined where there is none. */
  find<T extends KubeObject>(
    kind: ResourceName,
    within: string | undefined,
    name: string,
  ): T | undefined {
    return this.store.get(
      RESOURCES[kind],
      within ? `${within}/${name}` : name,
    ) as T | undefined;
  }

  /** Deletes an object, as `kubectl delete` does; nothing happens where there is none. */
  remove(kind: ResourceName, within: string | undefined, name: string): void {
    const found = this.find(kind, within, name);
    if (found) this.#objects.delete(found);
  }

  /** Ends all connections and takes none, as a server whose machine is gone. What runs in the cluster runs on. */
  async disconnect(): Promise<void> {
    await this.#server.stop();
  }

  /** Listens again, where it did before. */
  async reconnect(): Promise<void> {
    await this.#listen(Number(new URL(this.server).port));
  }

  async stop(): Promise<void> {
    this.#clock.stop();
    await this.#server.stop();
  }

  async #listen(port: number): Promise<void> {
    this.#server = await startLoopbackServer(port, this.#handle);
  }
}

/** Starts one simulated cluster. @throws Error where the port is in use */
export function startSimulatedCluster(
  options: SimulatedClusterOptions,
): Promise<SimulatedCluster> {
  return SimulatedCluster.start(options);
}
