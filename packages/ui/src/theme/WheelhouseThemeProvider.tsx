import type { ReactNode } from 'react';
import type { UnifiedTheme } from '@backstage/theme';
import { UnifiedThemeProvider } from '@backstage/theme';
import CssBaseline from '@mui/material/CssBaseline';

/** A theme with the page's base styles. */
export function WheelhouseThemeProvider(props: {
  theme: UnifiedTheme;
  children: ReactNode;
}) {
  return (
    <UnifiedThemeProvider theme={props.theme}>
      <CssBaseline enableColorScheme />
      {props.children}
    </UnifiedThemeProvider>
  );
}
