import type { Cluster } from '@wheelhouse/plugin-clusters-common';
import type { HomeItem } from '@wheelhouse/ui';
import { clusterPath } from '../routes';

/** So many clusters are named; what goes beyond is summed up. */
export const NAMED_CLUSTERS = 3;

/** A cluster that needs somebody, as a line on the home page. */
export function homeItem({ name, state, reasons, since }: Cluster): HomeItem {
  return {
    id: `clusters.${name}`,
    title: `Cluster ${name}`,
    detail: reasons[0],
    time: since,
    status: state === 'failed' ? 'failed' : 'attention',
    href: clusterPath(name),
  };
}

/** The first clusters of a state, and that there are more of them. */
export function homeItems(
  page: { items: Cluster[]; nextCursor?: string },
  state: 'failed' | 'attention',
): HomeItem[] {
  const items = page.items.map(homeItem);
  if (!page.nextCursor) return items;
  return [
    ...items,
    {
      id: `clusters.more.${state}`,
      title:
        state === 'failed'
          ? 'More clusters have failed'
          : 'More clusters need attention',
      status: state,
      href: `/clusters?state=${state}`,
    },
  ];
}
