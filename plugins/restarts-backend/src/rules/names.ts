import { InputError } from '@backstage/errors';
import type {
  WorkloadKind,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A DNS-1123 label: what a namespace is called. */
export function isDnsLabel(text: string): boolean {
  return LABEL.test(text);
}

/** A DNS-1123 subdomain: labels with dots between them, what most objects are called. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every(isDnsLabel);
}

const KINDS: readonly string[] = [
  'deployments',
  'statefulsets',
  'daemonsets',
  'rollouts',
] satisfies WorkloadKind[];

/** Whether something can be restarted that is called so in a URL. */
export function isWorkloadKind(text: string): text is WorkloadKind {
  return KINDS.includes(text);
}

/**
 * Takes the name of a workload for what it is, before anything is asked with it.
 *
 * @throws InputError where one of its parts cannot be a name.
 */
export function checkReference(
  parts: Record<keyof WorkloadReference, string>,
): WorkloadReference {
  const { cluster, namespace, kind, name } = parts;
  demand(isDnsSubdomain(cluster), 'cluster');
  demand(isDnsLabel(namespace), 'namespace');
  demand(isDnsSubdomain(name), 'name');
  if (!isWorkloadKind(kind)) {
    throw new InputError(`The kind must be one of ${KINDS.join(', ')}.`);
  }
  return { cluster, namespace, kind, name };
}

function demand(holds: boolean, part: string): void {
  if (!holds) {
    throw new InputError(
      `The ${part} must be a DNS-1123 name: lower case letters, digits and "-".`,
    );
  }
}

/** One text for a workload: what scopes of API keys and the database call it. */
export function keyOf(workload: WorkloadReference): string {
  const { cluster, namespace, kind, name } = workload;
  return `${cluster}/${namespace}/${kind}/${name}`;
}
