import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import GlobalStyles from '@mui/material/GlobalStyles';

const height = 28;

/** A slim bar on every page of a portal whose configuration says `app.sandbox: true`. */
export function SandboxNotice() {
  const sandbox =
    useApi(configApiRef).getOptionalBoolean('app.sandbox') ?? false;
  if (!sandbox) return null;
  return (
    <>
      <GlobalStyles
        styles={{ ':root': { '--wheelhouse-top': `${height}px` } }}
      />
      <Box
        component="aside"
        aria-label="Sandbox"
        sx={{
          position: 'sticky',
          top: 0,
          zIndex: 'appBar',
          height,
          display: 'flex',
          alignItems: 'center',
          justifyContent: 'center',
          gap: 1,
          px: 2,
          bgcolor: 'action.selected',
          color: 'text.primary',
          borderBottom: 1,
          borderColor: 'divider',
          fontSize: '0.75rem',
          whiteSpace: 'nowrap',
          overflow: 'hidden',
        }}
      >
        <strong>Sandbox</strong>
        <span>Made-up people and clusters; nothing here is real</span>
      </Box>
    </>
  );
}
