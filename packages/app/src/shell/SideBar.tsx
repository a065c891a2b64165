import KeyboardOutlined from '@mui/icons-material/KeyboardOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Box from '@mui/material/Box';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { commandKey, Key, usePalette, WheelhouseMark } from '@wheelhouse/ui';
import type { SidebarUserProps } from '@wheelhouse/ui';
import { Suspense } from 'react';
import type { ComponentType } from 'react';
import { Link } from 'react-router-dom';
import { NavigationButton, NavigationLink } from './NavigationItem';
import type { NavigationPages } from './pages';
import { railWidth, sideBarWidth } from './sizes';

/** The side bar; a rail of icons where the screen is not `wide`. */
export function SideBar(props: {
  pages: NavigationPages;
  User: ComponentType<SidebarUserProps> | undefined;
  wide: boolean;
}) {
  const { pages, User, wide } = props;
  const { openPalette, openShortcuts } = usePalette();
  const title =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Wheelhouse';
  const compact = !wide;
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        position: 'sticky',
        top: 'var(--wheelhouse-top, 0px)',
        height: 'calc(100dvh - var(--wheelhouse-top, 0px))',
        width: wide ? sideBarWidth : railWidth,
        flexShrink: 0,
        display: 'flex',
        flexDirection: 'column',
        gap: '2px',
        p: 1,
        borderRight: 1,
        borderColor: 'divider',
        overflowY: 'auto',
      }}
    >
      <Box
        component={Link}
        to="/"
        aria-label={`${title}, home page`}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.25,
          px: 1.25,
          py: 1.25,
          mb: 1,
          borderRadius: 1,
          fontWeight: 600,
          letterSpacing: '-0.01em',
          '& svg': { color: 'primary.main', flexShrink: 0 },
        }}
      >
        <WheelhouseMark size={20} />
        {wide && title}
      </Box>
      <NavigationButton
        icon={<SearchOutlined />}
        title="Search"
        compact={compact}
        shortcut="Control+K"
        onClick={openPalette}
        end={
          <Box
            component="span"
            aria-hidden
            sx={{ display: 'flex', gap: '2px' }}
          >
            <Key>{commandKey}</Key>
            <Key>K</Key>
          </Box>
        }
      />
      <Box sx={{ height: 8 }} />
      {pages.main.map(page => (
        <NavigationLink key={page.href} page={page} compact={compact} />
      ))}
      <Box sx={{ flex: 1, minHeight: 16 }} />
      {pages.own.map(page => (
        <NavigationLink key={page.href} page={page} compact={compact} />
      ))}
      <NavigationButton
        icon={<KeyboardOutlined />}
        title="Keyboard shortcuts"
        compact={compact}
        shortcut="?"
        onClick={openShortcuts}
        end={<Key>?</Key>}
      />
      {User && (
        <Box
          sx={{
            borderTop: 1,
            borderColor: 'divider',
            minHeight: 57,
            flexShrink: 0,
            mx: -1,
            mb: -1,
            mt: 0.75,
            p: 0.5,
          }}
        >
          <Suspense fallback={null}>
            <User compact={compact} />
          </Suspense>
        </Box>
      )}
    </Box>
  );
}
