import type { FrontendPlugin } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import { ErrorState } from '@wheelhouse/ui';

/** Stands where a part of the portal broke; the other parts go on. */
export function ErrorPage(props: {
  plugin?: FrontendPlugin;
  error: Error;
  resetError: () => void;
}) {
  const { plugin, error, resetError } = props;
  const part = plugin?.title ?? plugin?.pluginId ?? 'This part';
  return (
    <Box sx={{ maxWidth: 720, mx: 'auto', p: { xs: 2, sm: 4 } }}>
      <ErrorState
        title={`${part} could not be shown`}
        error={error}
        onRetry={resetError}
      />
    </Box>
  );
}
