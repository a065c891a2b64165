import type {
  ClusterClient,
  Reflector,
  ReflectorOptions,
} from '@wheelhouse/plugin-clusters-node';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import { type EventObject, readEvent } from '../rules/events';
import { type PodObject, readPod } from '../rules/pods';
import { readWorkload, type WorkloadObject } from '../rules/workloads';
import { eventsPath, podsPath, workloadsPath } from './paths';

/** A workload, its pods and the warnings about it, kept current by three watches. */
export class WorkloadWatch {
  readonly #workload: Reflector<WorkloadObject>;
  readonly #pods: Reflector<PodObject>;
  readonly #events: Reflector<EventObject>;
  #stopped = false;

  constructor(
    client: ClusterClient,
    private readonly reference: WorkloadReference,
    selector: string,
    onChange: () => void,
  ) {
    const { namespace, kind, name } = reference;
    const common = {
      onChange,
      onSynced: onChange,
      onState: onChange,
    };
    this.#workload = client.reflect<WorkloadObject>({
      ...common,
      path: workloadsPath(kind, namespace),
      fieldSelector: `metadata.name=${name}`,
      keep: object => readWorkload(kind, object),
    } satisfies ReflectorOptions<WorkloadObject>);
    this.#pods = client.reflect<PodObject>({
      ...common,
      path: podsPath(namespace),
      labelSelector: selector,
      keep: readPod,
    });
    this.#events = client.reflect<EventObject>({
      ...common,
      path: eventsPath(namespace),
      fieldSelector: `involvedObject.name=${name},type=Warning`,
      keep: readEvent,
    });
  }

  /** Undefined: it is gone, if the watch is current. */
  get workload(): WorkloadObject | undefined {
    const { namespace, name } = this.reference;
    return this.#workload.get(`${namespace}/${name}`);
  }

  get pods(): PodObject[] {
    return [...this.#pods.values()];
  }

  get events(): EventObject[] {
    return [...this.#events.values()];
  }

  /** Whether what is seen is what is; without events a restart can be followed too. */
  get isCurrent(): boolean {
    return [this.#workload, this.#pods].every(
      ({ state }) => state.phase === 'current',
    );
  }

  /** Whether there has been something to see. */
  get hasBegun(): boolean {
    return [this.#workload, this.#pods].every(
      ({ state }) => state.phase !== 'starting',
    );
  }

  /** Why it is not current. */
  get problem(): string | undefined {
    return (this.#workload.state.error ?? this.#pods.state.error)?.message;
  }

  /** Whether the client ended it: the cluster is reached in another way now, or is gone. */
  get hasEnded(): boolean {
    return !this.#stopped && this.#workload.state.phase === 'stopped';
  }

  stop(): void {
    this.#stopped = true;
    this.#workload.stop();
    this.#pods.stop();
    this.#events.stop();
  }
}
