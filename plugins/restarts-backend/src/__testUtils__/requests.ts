import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';

/** The path that restarts a workload. */
export function restartPath(workload: WorkloadReference): string {
  const { cluster, namespace, kind, name } = workload;
  return `/clusters/${cluster}/namespaces/${namespace}/${kind}/${name}/restart`;
}

/** All lines of a stream, to its end. */
export async function readLines(response: Response): Promise<any[]> {
  const text = await response.text();
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
}
