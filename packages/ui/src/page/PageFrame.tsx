import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import type { ReactNode } from 'react';

export interface PageFrameProps {
  title: string;
  /** What this page is for, in one line. */
  purpose: ReactNode;
  /** The one thing to do here, a `Button variant="contained"`; on small screens it stays at the thumb. */
  action?: ReactNode;
  /** A `LiveIndicator`, where the page changes by itself. */
  live?: ReactNode;
  children: ReactNode;
}

/** What every page stands in. Pages made with `PageBlueprint` set `noHeader: true`, for this is the header. */
export function PageFrame(props: PageFrameProps) {
  const { title, purpose, action, live, children } = props;
  const appTitle =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Wheelhouse';
  useEffect(() => {
    document.title = `${title} · ${appTitle}`;
  }, [title, appTitle]);
  return (
    <Box
      sx={{
        maxWidth: 1120,
        mx: 'auto',
        px: { xs: 2, sm: 4 },
        pt: { xs: 2.5, sm: 4 },
        pb: { xs: action ? 12 : 4, sm: 6 },
      }}
    >
      <Box
        component="header"
        sx={{
          display: 'flex',
          alignItems: 'flex-start',
          gap: 2,
          mb: { xs: 2.5, sm: 3.5 },
        }}
      >
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
            <Typography variant="h1">{title}</Typography>
            {live}
          </Box>
          <Typography color="text.secondary" sx={{ mt: 0.5 }}>
            {purpose}
          </Typography>
        </Box>
        {action && (
          <Box
            sx={{
              flexShrink: 0,
              position: { xs: 'fixed', sm: 'static' },
              bottom: {
                xs: 'calc(var(--wheelhouse-bottom, 0px) + 16px)',
                sm: 'auto',
              },
              right: { xs: 16, sm: 'auto' },
              zIndex: { xs: 'fab', sm: 'auto' },
              '& .v5-MuiButton-root, & .MuiButton-root': {
                minHeight: { xs: 44, sm: 32 },
                boxShadow: { xs: '0 4px 16px rgba(0,0,0,0.25)', sm: 'none' },
              },
            }}
          >
            {action}
          </Box>
        )}
      </Box>
      {children}
    </Box>
  );
}
