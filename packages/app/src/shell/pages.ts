import type { NavContentNavItem } from '@backstage/plugin-app-react';

/** Pages as they stand in the side bar. */
export interface NavigationPages {
  /** What one comes for: home first, then by title. */
  main: NavContentNavItem[];
  /** What is about the reader and the portal itself; at the foot. */
  own: NavContentNavItem[];
}

export function sortPages(
  items: readonly NavContentNavItem[],
): NavigationPages {
  const byTitle = [...items].sort((left, right) =>
    left.title.localeCompare(right.title),
  );
  const isOwn = (item: NavContentNavItem) =>
    item.node.spec.plugin.pluginId === 'tenancy';
  const isHome = (item: NavContentNavItem) => item.href === '/';
  return {
    main: [
      ...byTitle.filter(isHome),
      ...byTitle.filter(item => !isHome(item) && !isOwn(item)),
    ],
    own: byTitle.filter(isOwn),
  };
}
