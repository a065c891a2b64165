import MenuOutlined from '@mui/icons-material/MenuOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Drawer from '@mui/material/Drawer';
import { usePalette } from '@wheelhouse/ui';
import type { SidebarUserProps } from '@wheelhouse/ui';
import { Suspense, useEffect, useState } from 'react';
import type { ComponentType } from 'react';
import { NavLink, useLocation } from 'react-router-dom';
import { NavigationLink } from './NavigationItem';
import type { NavigationPages } from './pages';
import { bottomBarHeight } from './sizes';

const pagesInBar = 3;

const itemStyle = {
  flex: 1,
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  gap: '2px',
  minWidth: 0,
  fontSize: '0.6875rem',
  fontWeight: 500,
  fontFamily: 'inherit',
  color: 'text.secondary',
  '& svg': { fontSize: 22 },
  '&:focus-visible': { outlineOffset: -2 },
  '&.active': { color: 'primary.main' },
};

/** The side bar of small screens: the first pages, the search, and a sheet with the rest. */
export function BottomBar(props: {
  pages: NavigationPages;
  User: ComponentType<SidebarUserProps> | undefined;
}) {
  const { pages, User } = props;
  const { openPalette } = usePalette();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => setOpen(false), [pathname]);
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 'appBar',
        height: bottomBarHeight,
        display: 'flex',
        bgcolor: 'background.paper',
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      {pages.main.slice(0, pagesInBar).map(page => (
        <Box
          key={page.href}
          component={NavLink}
          to={page.href}
          end={page.href === '/'}
          sx={itemStyle}
        >
          {page.icon}
          {page.title}
        </Box>
      ))}
      <ButtonBase onClick={openPalette} sx={itemStyle}>
        <SearchOutlined />
        Search
      </ButtonBase>
      <ButtonBase
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-expanded={open}
        sx={itemStyle}
      >
        <MenuOutlined />
        More
      </ButtonBase>
      <Drawer
        anchor="bottom"
        open={open}
        onClose={() => setOpen(false)}
        PaperProps={{
          role: 'dialog',
          'aria-modal': true,
          'aria-label': 'More',
          sx: {
            borderRadius: '12px 12px 0 0',
            p: 1,
            pb: 2,
            maxHeight: '80dvh',
          },
        }}
      >
        {[...pages.main.slice(pagesInBar), ...pages.own].map(page => (
          <Box
            key={page.href}
            sx={{ '& > a': { height: 44, fontSize: '0.875rem' } }}
          >
            <NavigationLink page={page} compact={false} />
          </Box>
        ))}
        {User && (
          <Box sx={{ borderTop: 1, borderColor: 'divider', mt: 1, pt: 1 }}>
            <Suspense fallback={null}>
              <User compact={false} />
            </Suspense>
          </Box>
        )}
      </Drawer>
    </Box>
  );
}
