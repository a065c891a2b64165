import type { NavContentNavItem } from '@backstage/plugin-app-react';

/** Pages as they stand in the side bar. */
export interface NavigationPages {
  /** What one comes for: home, what is used most, then the others by title. */
  main: NavContentNavItem[];
  /** What is about the reader and the portal itself; at the foot. */
  own: NavContentNavItem[];
}

/** The plugins that people come for most, first. */
const USED_MOST = ['restarts', 'clusters'];

const pluginOf = (item: NavContentNavItem) => item.node.spec.plugin.pluginId;

function rank(item: NavContentNavItem): number {
  if (item.href === '/') return -1;
  const index = USED_MOST.indexOf(pluginOf(item));
  return index === -1 ? USED_MOST.length : index;
}

export function sortPages(
  items: readonly NavContentNavItem[],
): NavigationPages {
  const sorted = [...items].sort(
    (left, right) =>
      rank(left) - rank(right) || left.title.localeCompare(right.title),
  );
  const isOwn = (item: NavContentNavItem) => pluginOf(item) === 'tenancy';
  return {
    main: sorted.filter(item => !isOwn(item)),
    own: sorted.filter(isOwn),
  };
}
