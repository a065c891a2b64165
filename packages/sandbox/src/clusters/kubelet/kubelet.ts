import { timestamp } from '../api/managedFields';
import { RESOURCES } from '../api/resources';
import { Change, keyOf, ObjectStore } from '../api/store';
import { Pod, PodStatus } from '../api/types';
import { ObjectApi } from '../api/objects';
import { Clock } from '../clock';
import { EventRecorder } from '../controllers/events';
import { behaviourOf, readyAfter } from './behaviour';
import { ContainerRun } from './containerRun';
import { PodRuns } from './podRuns';
import * as status from './podStatus';
import { demandedNode, leastUsed, usableNodes } from './scheduling';

/** How long things take, in simulated milliseconds. */
const SCHEDULING = 60;
const ACCEPTING = 60;
const STARTING = 900;
const READY_AFTER = 1500;
const ENDING = 900;
const CRASH_AFTER = 1200;
const CRASH_AFTER_READY = 4000;
const PULL_FAILS_AFTER = 1500;
const PROBE_EVERY = 10_000;
const BACK_OFF = 10_000;
const LONGEST_BACK_OFF = 300_000;

/** Whether the workload of a pod has been restarted, which some pods do not stand. */
export type WasRestarted = (pod: Pod) => boolean;

/** Puts pods on nodes, starts their containers and ends them: the scheduler and every node's kubelet in one. */
export class Kubelet {
  readonly #runs: PodRuns;
  #address = 1;

  constructor(
    private readonly store: ObjectStore,
    private readonly objects: ObjectApi,
    private readonly clock: Clock,
    private readonly events: EventRecorder,
    private readonly wasRestarted: WasRestarted,
  ) {
    this.#runs = new PodRuns(clock);
    store.onChange(change => {
      if (change.resource === RESOURCES.pods) this.#follow(change);
    });
  }

  /** Since when a pod has been ready, in simulated milliseconds; undefined where it is not. */
  readySince(pod: Pod): number | undefined {
    return this.#runs.find(pod.metadata.uid)?.readySince;
  }

  /** The last runs of a container, the latest last. */
  runs(uid: string, container: string): readonly ContainerRun[] {
    return this.#runs.find(uid)?.containers.get(container) ?? [];
  }

  #follow({ type, object }: Change): void {
    const pod = object as Pod;
    const { uid, deletionTimestamp } = pod.metadata;
    const run = this.#runs.find(uid);
    if (type === 'DELETED') {
      run?.cancel();
      this.#runs.remove(pod);
    } else if (type === 'ADDED') {
      this.#runs.add(pod, behaviourOf(pod, this.wasRestarted(pod)));
      this.#then(pod, SCHEDULING, current => this.#schedule(current));
    } else if (deletionTimestamp && run && !run.ending) {
      run.ending = true;
      run.cancel();
      this.events.record(pod, 'Normal', 'Killing', 'kubelet', {
        message: `Stopping container ${pod.spec.containers[0].name}`,
        container: pod.spec.containers[0].name,
      });
      this.#then(pod, ENDING, current => this.#end(current));
    }
  }

  /** Does the next thing with a pod after a while, unless it is gone by then. One thing is next for each pod. */
  #then(pod: Pod, after: number, next: (current: Pod) => void): void {
    const run = this.#runs.find(pod.metadata.uid);
    if (!run) return;
    run.cancel = this.clock.after(after, () => {
      const current = this.store.get(RESOURCES.pods, keyOf(pod));
      if (current?.metadata.uid === pod.metadata.uid) next(current as Pod);
    });
  }

  #write(pod: Pod, next: (status: PodStatus) => PodStatus): Pod {
    return this.objects.update(
      pod,
      current => ({ ...current, status: next(current.status) }),
      { manager: 'kubelet', subresource: 'status' },
    );
  }

  #stamp(): string {
    return timestamp(this.clock.now());
  }

  #schedule(pod: Pod): void {
    const run = this.#runs.of(pod);
    const nodes = usableNodes(this.store);
    const node = demandedNode(pod) ?? leastUsed(nodes, this.store);
    if (run.behaviour === 'unschedulable' || !node) {
      const message = `0/${nodes.length} nodes are available: ${nodes.length} Insufficient memory. preemption: 0/${nodes.length} nodes are available: ${nodes.length} No preemption victims found for incoming pod.`;
      this.events.record(
        pod,
        'Warning',
        'FailedScheduling',
        'default-scheduler',
        { message },
      );
      const written = this.#write(pod, current =>
        status.unschedulable(current, message, this.#stamp()),
      );
      this.#then(written, PROBE_EVERY, current => this.#schedule(current));
      return;
    }
    const bound = this.objects.update(
      pod,
      current => ({ ...current, spec: { ...current.spec, nodeName: node } }),
      { manager: 'kube-scheduler' },
    );
    const scheduled = this.#write(bound, current =>
      status.scheduled(current, this.#stamp()),
    );
    this.events.record(pod, 'Normal', 'Scheduled', 'default-scheduler', {
      message: `Successfully assigned ${keyOf(pod)} to ${node}`,
    });
    this.#then(scheduled, ACCEPTING, current => this.#accept(current));
  }

  #accept(pod: Pod): void {
    const created = this.#write(pod, current =>
      status.creating(current, pod, this.#stamp()),
    );
    const run = this.#runs.of(pod);
    if (run.behaviour === 'image-pull-error') {
      this.#then(created, PULL_FAILS_AFTER, current => this.#failPull(current));
    } else {
      const spread = STARTING * (0.8 + Math.random() * 0.4);
      this.#then(created, spread, current => this.#startAll(current));
    }
  }

  #failPull(pod: Pod): void {
    const [{ name, image }] = pod.spec.containers;
    const cause = `failed to pull and unpack image "${image}": not found`;
    this.events.record(pod, 'Warning', 'Failed', 'kubelet', {
      message: `Failed to pull image "${image}": ${cause}`,
      container: name,
    });
    const failed = this.#write(pod, current =>
      status.waiting(current, name, 'ErrImagePull', cause),
    );
    this.#then(failed, PULL_FAILS_AFTER, now =>
      this.#backOffPull(now, BACK_OFF),
    );
  }

  #backOffPull(pod: Pod, backOff: number): void {
    const [{ name, image }] = pod.spec.containers;
    this.events.record(pod, 'Normal', 'BackOff', 'kubelet', {
      message: `Back-off pulling image "${image}"`,
      container: name,
    });
    const waiting = this.#write(pod, current =>
      status.waiting(
        current,
        name,
        'ImagePullBackOff',
        `Back-off pulling image "${image}": ErrImagePull: failed to pull and unpack image "${image}": not found`,
      ),
    );
    this.#then(waiting, backOff, now =>
      this.#backOffPull(now, Math.min(backOff * 2, LONGEST_BACK_OFF)),
    );
  }

  #startAll(pod: Pod): void {
    for (const container of pod.spec.containers) {
      this.#started(pod, container.name, container.image);
    }
    this.#address += 1;
    const address = `10.42.${(this.#address >> 8) & 255}.${
      this.#address & 255
    }`;
    const running = this.#write(pod, current =>
      status.running(current, pod, address, this.#stamp()),
    );
    this.#afterStart(running);
  }

  #started(pod: Pod, name: string, image: string): void {
    this.#runs.startContainer(pod, name, image);
    for (const [reason, message] of [
      ['Pulled', `Container image "${image}" already present on machine`],
      ['Created', `Created container: ${name}`],
      ['Started', `Started container ${name}`],
    ]) {
      this.events.record(pod, 'Normal', reason, 'kubelet', {
        message,
        container: name,
      });
    }
  }

  /** What a pod does once its containers run. */
  #afterStart(pod: Pod): void {
    const { behaviour } = this.#runs.of(pod);
    const ready = readyAfter(pod) ?? READY_AFTER * (0.8 + Math.random() * 0.4);
    if (behaviour === 'crash-loop') {
      this.#then(pod, CRASH_AFTER, current => this.#crash(current));
    } else if (behaviour === 'never-ready') {
      this.#then(pod, ready, current => this.#failProbe(current));
    } else {
      this.#then(pod, ready, current => this.#makeReady(current));
    }
  }

  #makeReady(pod: Pod): void {
    const run = this.#runs.of(pod);
    run.readySince = this.clock.elapsed();
    const ready = this.#write(pod, current =>
      status.ready(current, this.#stamp()),
    );
    if (run.behaviour === 'ready-then-crash') {
      this.#then(ready, CRASH_AFTER_READY, current => this.#crash(current));
    }
  }

  #failProbe(pod: Pod): void {
    this.events.record(pod, 'Warning', 'Unhealthy', 'kubelet', {
      message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
      container: pod.spec.containers[0].name,
    });
    this.#then(pod, PROBE_EVERY, current => this.#failProbe(current));
  }

  /** The first container ends with an error: it is started again, at once the first time, and then ever later. */
  #crash(pod: Pod): void {
    const [{ name }] = pod.spec.containers;
    const startedAt = this.#runs.endContainer(pod, name);
    const crashed = this.#write(pod, current =>
      status.terminated(current, name, timestamp(startedAt), this.#stamp()),
    );
    const restarts = status.restartsOf(crashed.status, name);
    if (restarts === 0) {
      this.#then(crashed, ACCEPTING, current => this.#restart(current));
      return;
    }
    const backOff = Math.min(BACK_OFF * 2 ** (restarts - 1), LONGEST_BACK_OFF);
    this.#then(crashed, ACCEPTING, current => {
      const message = `back-off ${
        backOff / 1000
      }s restarting failed container=${name} pod=${pod.metadata.name}_${
        pod.metadata.namespace
      }(${pod.metadata.uid})`;
      this.events.record(current, 'Warning', 'BackOff', 'kubelet', {
        message: `Back-off restarting failed container ${name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`,
        container: name,
      });
      const waiting = this.#write(current, before =>
        status.backingOff(before, name, message),
      );
      this.#then(waiting, backOff, now => this.#restart(now));
    });
  }

  #restart(pod: Pod): void {
    const [{ name, image }] = pod.spec.containers;
    this.#started(pod, name, image);
    const running = this.#write(pod, current =>
      status.restarted(current, name, this.#stamp()),
    );
    this.#afterStart(running);
  }

  #end(pod: Pod): void {
    this.#runs.endContainers(pod);
    const ended = this.#write(pod, current =>
      status.ended(current, this.#stamp()),
    );
    this.objects.delete(ended, { gracePeriodSeconds: 0 });
  }
}
