/** The kinds that can be restarted, as in Kubernetes' URLs. */
export type WorkloadKind =
  | 'deployments'
  | 'statefulsets'
  | 'daemonsets'
  | 'rollouts';

/** Names a workload. */
export interface WorkloadReference {
  cluster: string;
  namespace: string;
  kind: WorkloadKind;
  name: string;
}

/** A workload that the caller may restart. */
export interface Workload extends WorkloadReference {
  /** `working`: a rollout is under way. */
  state: 'good' | 'working' | 'attention' | 'failed' | 'unknown';
  /** Why it is not good, in plain words. */
  stateReason?: string;
  /** How many pods it should have. @asType integer */
  replicas: number;
  /** How many of them are ready. @asType integer */
  ready: number;
  /** A paused Deployment cannot be restarted. */
  paused?: boolean;
  /** The groups that may restart it: `acme/payments`. */
  groups: string[];
  /** The first container's image, without registry. */
  image?: string;
  /** When it was last restarted, by whomever. ISO 8601. */
  restartedAt?: string;
  /** The restart of the portal that is under way. */
  activeRestart?: string;
  /** Whether Argo CD manages it, and as which application. */
  application?: string;
}

/** A cluster whose workloads are not in a list, or are as they were last seen. */
export interface UnavailableCluster {
  cluster: string;
  /** In plain words. */
  reason: string;
}

/** A page of the workloads that the caller may restart. */
export interface WorkloadPage {
  items: Workload[];
  /** Absent on the last page. */
  nextCursor?: string;
  unavailable: UnavailableCluster[];
}

export type RestartState =
  | 'pending'
  | 'patched'
  | 'rolling'
  | 'ready'
  | 'failed'
  | 'timed-out'
  | 'superseded';

/** Why a restart failed. */
export interface RestartFailure {
  pod?: string;
  container?: string;
  /** In Kubernetes' own words: `CrashLoopBackOff`, `ImagePullBackOff`, `Unschedulable`, `FailedCreate`. */
  reason: string;
  message: string;
  /** The container's last lines. */
  log: string[];
}

/** A pod of the workload, as the rollout sees it. */
export interface RolloutPod {
  name: string;
  /** Whether it was made by this restart. */
  isNew: boolean;
  /** `waiting`: not running yet. `ending`: being deleted. */
  state: 'waiting' | 'running' | 'ready' | 'failed' | 'ending';
  /** Why it is not ready: `ContainerCreating`, `CrashLoopBackOff`. */
  reason?: string;
  /** @asType integer */
  restarts: number;
  /** When it was made. ISO 8601. */
  created: string;
  /** Its containers that have begun: those whose log can be read. */
  containers?: string[];
}

/** How far a rollout is. */
export interface RolloutProgress {
  /** @asType integer */
  desired: number;
  /** New pods. @asType integer */
  updated: number;
  /** New pods that are available. @asType integer */
  available: number;
  /** In one sentence: `2 of 3 new pods are ready`. */
  summary: string;
  /** When it has held long enough to be called ready; only while settling. ISO 8601. */
  settlesAt?: string;
  pods: RolloutPod[];
}

/** A change of a restart's state. */
export interface RestartStep {
  /** ISO 8601. */
  time: string;
  state: RestartState;
  message?: string;
}

/** Who asked for a restart. */
export interface RestartActor {
  /** `user:acme/ben`; for a key that a group owns, the group. */
  ref: string;
  name: string;
  /** The API key that was used, where it was one. */
  key?: { id: string; name?: string };
}

/** A restart, from asking for it to its end. */
export interface Restart extends WorkloadReference {
  id: string;
  state: RestartState;
  /** What whoever asked for it gave as the reason. */
  reason?: string;
  requestedBy: RestartActor;
  /** ISO 8601. */
  requestedAt: string;
  /** ISO 8601. */
  endedAt?: string;
  failure?: RestartFailure;
  /** While it is followed, and as it ended. */
  progress?: RolloutProgress;
  steps: RestartStep[];
  /** The batch that it is part of. */
  batch?: string;
  /** The restart that took its place. */
  supersededBy?: string;
}

/** What is asked for with a restart. */
export interface RestartRequest {
  /** @maxLength 500 */
  reason?: string;
  /** What to do where a restart of the workload is under way: follow that one, by default, or begin anew. */
  whenRunning?: 'join' | 'supersede';
}

/** Several restarts at once. */
export interface BatchRequest {
  /** @minItems 1 @maxItems 200 */
  workloads: WorkloadReference[];
  /** @maxLength 500 */
  reason?: string;
  /** How many at once, by default 3. @asType integer @minimum 1 @maximum 20 */
  atOnce?: number;
  /** Whether those that have not begun are left alone after the first that fails. */
  stopAtFirstFailure?: boolean;
  /** Only says what would happen. */
  dryRun?: boolean;
}

/** One workload of a batch. */
export interface BatchItem extends WorkloadReference {
  /** `waiting` and `skipped` are the batch's own; the others are the restart's. */
  state: 'waiting' | 'skipped' | RestartState;
  restart?: string;
  /** What would happen, why it cannot, or why it was left alone. */
  message?: string;
  /** Of a dry run: whether it can be restarted. */
  possible?: boolean;
}

/** Several restarts, from asking for them to their end. */
export interface Batch {
  /** Absent for a dry run. */
  id?: string;
  /** `ready`: every one; `stopped`: by somebody, or at the first failure. */
  state: 'planned' | 'running' | 'ready' | 'failed' | 'stopped';
  reason?: string;
  requestedBy: RestartActor;
  /** ISO 8601. */
  requestedAt: string;
  /** ISO 8601. */
  endedAt?: string;
  /** @asType integer */
  atOnce: number;
  stopAtFirstFailure: boolean;
  items: BatchItem[];
}
