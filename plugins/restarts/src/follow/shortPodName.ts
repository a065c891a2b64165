/** A pod's name without the workload's, which all of them begin with. */
export function shortPodName(pod: string, workload: string): string {
  const prefix = `${workload}-`;
  const rest = pod.startsWith(prefix) ? pod.slice(prefix.length) : pod;
  // A StatefulSet's pods are told apart by a number alone.
  return /^\d+$/.test(rest) ? `…-${rest}` : rest;
}
