import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { WheelhouseMark } from '@wheelhouse/ui';
import { useEffect, useState } from 'react';
import { takeSignedOutNotice } from '../identity/signedOutNotice';
import { SandboxPeople } from './SandboxPeople';
import { TenantButtons } from './TenantButtons';

/** The sign-in page of somebody who is not signed in. */
export function TenantChoice() {
  const config = useApi(configApiRef);
  const portal = config.getOptionalString('app.title') ?? 'Wheelhouse';
  const sandbox = config.getOptionalBoolean('app.sandbox') ?? false;

  useEffect(() => {
    document.title = `Sign in · ${portal}`;
  }, [portal]);

  return (
    <Box
      component="main"
      sx={{
        minHeight: '100vh',
        display: 'grid',
        justifyItems: 'center',
        alignContent: { xs: 'start', sm: 'center' },
        px: 2,
        py: { xs: 6, sm: 4 },
        bgcolor: 'background.default',
      }}
    >
      <Stack spacing={3} sx={{ width: '100%', maxWidth: 400 }}>
        <Box>
          <Box sx={{ color: 'primary.main', lineHeight: 0 }}>
            <WheelhouseMark size={40} />
          </Box>
          <Typography variant="h1" sx={{ mt: 2 }}>
            Sign in to {portal}
          </Typography>
          <Typography color="text.secondary" sx={{ mt: 0.5 }}>
            Choose your organisation. You sign in with the account you have
            there.
          </Typography>
        </Box>
        <Notice />
        <TenantButtons />
        {sandbox && <SandboxPeople />}
      </Stack>
    </Box>
  );
}

/** Why one is here, where that needs saying. */
function Notice() {
  // Taken once: the notice is gone after the next reload.
  const [wasSignedOut] = useState(takeSignedOutNotice);
  if (wasSignedOut) {
    return (
      <Alert severity="info" variant="outlined" role="status">
        <AlertTitle>You were signed out</AlertTitle>
        Your session has ended. After signing in you are back on the page you
        were on.
      </Alert>
    );
  }
  return null;
}
