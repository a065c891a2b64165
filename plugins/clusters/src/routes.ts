import { createRouteRef } from '@backstage/frontend-plugin-api';

export const clustersRouteRef = createRouteRef();

/** The path of a cluster's own page. */
export function clusterPath(name: string): string {
  return `/clusters/${encodeURIComponent(name)}`;
}
