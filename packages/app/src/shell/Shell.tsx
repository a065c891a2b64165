import Box from '@mui/material/Box';
import GlobalStyles from '@mui/material/GlobalStyles';
import Link from '@mui/material/Link';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { bottomBarHeight } from './sizes';

/** The side bar (a bottom bar on small screens) and the page. */
export function Shell(props: { navigation: ReactNode; children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shownPath = useRef(pathname);
  // Whoever hears the page is taken to the new one, as a full load would do.
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <>
      <GlobalStyles
        styles={theme => ({
          [theme.breakpoints.down('sm')]: {
            ':root': { '--wheelhouse-bottom': `${bottomBarHeight}px` },
          },
        })}
      />
      <Link
        href="#content"
        onClick={event => {
          event.preventDefault();
          main.current?.focus();
        }}
        sx={{
          position: 'fixed',
          top: 8,
          left: 8,
          zIndex: 'tooltip',
          px: 2,
          py: 1,
          borderRadius: 1,
          bgcolor: 'primary.main',
          color: 'primary.contrastText',
          '&:not(:focus)': { clipPath: 'inset(50%)' },
        }}
      >
        Skip to the page
      </Link>
      <Box
        sx={{
          display: 'flex',
          minHeight: 'calc(100dvh - var(--wheelhouse-top, 0px))',
          pb: 'var(--wheelhouse-bottom, 0px)',
        }}
      >
        {props.navigation}
        <Box
          component="main"
          id="content"
          ref={main}
          tabIndex={-1}
          sx={{ flex: 1, minWidth: 0, '&:focus': { outline: 'none' } }}
        >
          {props.children}
        </Box>
      </Box>
    </>
  );
}
