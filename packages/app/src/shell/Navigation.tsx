import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import type {
  NavContentNavItem,
  NavContentNavItems,
} from '@backstage/plugin-app-react';
import { PaletteProvider } from '@wheelhouse/ui';
import type { PaletteSource, SidebarUserProps } from '@wheelhouse/ui';
import { lazy, Suspense, useMemo } from 'react';
import type { ComponentType } from 'react';
import { sortPages } from './pages';
import { SideBar } from './SideBar';

const BottomBar = lazy(() =>
  import('./BottomBar').then(module => ({ default: module.BottomBar })),
);

export interface NavigationProps {
  navItems: NavContentNavItems;
  User: ComponentType<SidebarUserProps> | undefined;
  sources: PaletteSource[];
}

function pageCommands(pages: NavContentNavItem[]): PaletteSource {
  return {
    commands: pages.map(page => ({
      id: page.node.spec.id,
      title: page.title,
      group: 'Pages',
      icon: page.icon ?? undefined,
      href: page.href,
    })),
  };
}

/** Where one can go: a side bar, a rail of icons, or a bar at the bottom, as the screen allows. */
export function Navigation(props: NavigationProps) {
  const { navItems, User, sources } = props;
  const { breakpoints } = useTheme();
  const small = useMediaQuery(breakpoints.down('sm'), { noSsr: true });
  const wide = useMediaQuery(breakpoints.up('md'), { noSsr: true });
  const pages = useMemo(() => sortPages(navItems.clone().rest()), [navItems]);
  const allSources = useMemo(
    () => [pageCommands([...pages.main, ...pages.own]), ...sources],
    [pages, sources],
  );
  return (
    <PaletteProvider sources={allSources}>
      {small ? (
        <Suspense fallback={null}>
          <BottomBar pages={pages} User={User} />
        </Suspense>
      ) : (
        <SideBar pages={pages} User={User} wide={wide} />
      )}
    </PaletteProvider>
  );
}
