import { Pod } from '../api/types';
import { Clock } from '../clock';
import { PodBehaviour } from './behaviour';
import { ContainerRun } from './containerRun';
import { CRASH_SCRIPT, NEVER_READY_SCRIPT, startScript } from './scripts';

/** What is known of a pod beside what its status says. */
export interface PodRun {
  behaviour: PodBehaviour;
  cancel: () => void;
  containers: Map<string, ContainerRun[]>;
  /** In simulated milliseconds. */
  readySince?: number;
  ending?: boolean;
}

/** What the nodes remember of their pods: how each fares, and the runs of its containers with what they write. */
export class PodRuns {
  readonly #pods = new Map<string, PodRun>();

  constructor(private readonly clock: Clock) {}

  add({ metadata }: Pod, behaviour: PodBehaviour): void {
    this.#pods.set(metadata.uid, {
      behaviour,
      cancel: () => {},
      containers: new Map(),
    });
  }

  find(uid: string): PodRun | undefined {
    return this.#pods.get(uid);
  }

  /** Of a pod that is there. */
  of({ metadata }: Pod): PodRun {
    return this.#pods.get(metadata.uid)!;
  }

  remove(pod: Pod): void {
    this.endContainers(pod);
    this.#pods.delete(pod.metadata.uid);
  }

  /** Begins a run of a container. Of those before it, the last is kept. */
  startContainer(pod: Pod, name: string, image: string): void {
    const { behaviour, containers } = this.of(pod);
    const crashing =
      behaviour === 'crash-loop' && name === pod.spec.containers[0].name;
    const script = [...startScript(pod, image)];
    if (crashing) script.push(...CRASH_SCRIPT);
    if (behaviour === 'never-ready') script.push(...NEVER_READY_SCRIPT);
    const earlier = containers.get(name) ?? [];
    containers.set(name, [
      ...earlier.slice(-1),
      new ContainerRun(name, this.clock.now(), script, !crashing, each =>
        this.clock.realDuration(each),
      ),
    ]);
  }

  /** Ends the run of one container. Returns when it began, in milliseconds since 1970. */
  endContainer(pod: Pod, name: string): number {
    const run = this.of(pod);
    run.readySince = undefined;
    const last = run.containers.get(name)!.at(-1)!;
    last.endedAt = this.clock.now();
    return last.startedAt;
  }

  /** Ends those that still run. */
  endContainers({ metadata }: Pod): void {
    const run = this.#pods.get(metadata.uid);
    if (!run) return;
    run.readySince = undefined;
    for (const runs of run.containers.values()) {
      runs.at(-1)!.endedAt ??= this.clock.now();
    }
  }
}
