import type {
  Workload,
  WorkloadKind,
} from '@wheelhouse/plugin-restarts-common';
import type { Status } from '@wheelhouse/ui';
import { kindWord } from '../words';

/** By what workloads are filtered besides words, in the order of their fields. */
export const FILTERS = ['state', 'cluster', 'namespace', 'kind'] as const;
export type FilterName = (typeof FILTERS)[number];

/** The chosen value of each filter; empty: all. */
export type WorkloadFilter = Record<FilterName, string>;

const STATE_WORDS: Record<Status, string> = {
  good: 'Good',
  working: 'Working',
  attention: 'Needs attention',
  failed: 'Failed',
  unknown: 'Unknown',
};

/** What nobody needs to wait for stands last. */
const STATE_ORDER: Status[] = [
  'failed',
  'attention',
  'working',
  'unknown',
  'good',
];

/** How a value of a filter is shown. */
export function filterWord(name: FilterName, value: string): string {
  if (name === 'state') return STATE_WORDS[value as Status] ?? value;
  if (name === 'kind') return kindWord(value as WorkloadKind);
  return value;
}

/** The workloads that all chosen values fit. */
export function filterWorkloads(
  workloads: Workload[],
  filter: WorkloadFilter,
): Workload[] {
  const set = FILTERS.filter(name => filter[name] !== '');
  if (set.length === 0) return workloads;
  return workloads.filter(workload =>
    set.every(name => workload[name] === filter[name]),
  );
}

/** What can be chosen in each filter: what there is, and what is chosen although there is none of it at the moment. */
export function filterChoices(
  workloads: readonly Workload[],
  filter: WorkloadFilter,
): Record<FilterName, string[]> {
  const sets: Record<FilterName, Set<string>> = {
    state: new Set(),
    cluster: new Set(),
    namespace: new Set(),
    kind: new Set(),
  };
  for (const name of FILTERS) {
    if (filter[name]) sets[name].add(filter[name]);
    for (const workload of workloads) sets[name].add(workload[name]);
  }
  const byName = (set: Set<string>) =>
    [...set].sort((left, right) => left.localeCompare(right, 'en'));
  return {
    state: STATE_ORDER.filter(state => sets.state.has(state)),
    cluster: byName(sets.cluster),
    namespace: byName(sets.namespace),
    kind: byName(sets.kind),
  };
}
