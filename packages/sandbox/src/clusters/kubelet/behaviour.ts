import { PodTemplate } from '../api/types';

/** How pods fare whose template has this annotation. */
export const PODS_ANNOTATION = 'sandbox.wheelhouse.dev/pods';
/** How pods fare once their workload has been restarted; before that they are well. */
export const PODS_AFTER_RESTART_ANNOTATION =
  'sandbox.wheelhouse.dev/pods-after-restart';
/** How long a pod takes from running to ready: `25s`, `800ms`. */
export const READY_AFTER_ANNOTATION = 'sandbox.wheelhouse.dev/ready-after';

const BEHAVIOURS = [
  'well',
  /** The first container ends with an error shortly after it started, again and again. */
  'crash-loop',
  /** It is ready for a moment, and crashes then. */
  'ready-then-crash',
  /** It runs, and its readiness probe fails. */
  'never-ready',
  /** Its image cannot be pulled. */
  'image-pull-error',
  /** No node has room for it. */
  'unschedulable',
  /** It is not even made: the namespace's quota is used up. */
  'quota',
] as const;

/** How a pod fares. */
export type PodBehaviour = (typeof BEHAVIOURS)[number];

/** How pods of a template fare. @throws Error for an annotation with a value that there is not */
export function behaviourOf(
  template: Pick<PodTemplate, 'metadata'>,
  restarted: boolean,
): PodBehaviour {
  const annotations = template.metadata?.annotations ?? {};
  const wanted =
    (restarted ? annotations[PODS_AFTER_RESTART_ANNOTATION] : undefined) ??
    annotations[PODS_ANNOTATION] ??
    'well';
  const found = BEHAVIOURS.find(each => each === wanted);
  if (!found) {
    throw new Error(
      `The simulated pods cannot be ${wanted}; they can be ${BEHAVIOURS.join(
        ', ',
      )}`,
    );
  }
  return found;
}

/** How long pods of a template take from running to ready, in simulated milliseconds. */
export function readyAfter(
  template: Pick<PodTemplate, 'metadata'>,
): number | undefined {
  const text = template.metadata?.annotations?.[READY_AFTER_ANNOTATION];
  if (text === undefined) return undefined;
  const [, amount, unit] = /^(\d+)(ms|s)$/.exec(text) ?? [];
  if (!amount) {
    throw new Error(
      `${READY_AFTER_ANNOTATION} must be like 25s or 800ms, and is ${text}`,
    );
  }
  return Number(amount) * (unit === 's' ? 1000 : 1);
}
