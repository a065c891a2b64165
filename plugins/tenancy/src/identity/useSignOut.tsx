import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import Alert from '@mui/material/Alert';
import Snackbar from '@mui/material/Snackbar';
import { type ReactNode, useCallback, useState } from 'react';

/** Ends this session. `failure` is to be rendered: it says so where the server could not be told. */
export function useSignOut(): { signOut: () => void; failure: ReactNode } {
  const identity = useApi(identityApiRef);
  const [failed, setFailed] = useState(false);
  const signOut = useCallback(() => {
    identity.signOut().catch(() => setFailed(true));
  }, [identity]);
  return {
    signOut,
    failure: (
      <Snackbar open={failed} onClose={() => setFailed(false)}>
        <Alert severity="error" onClose={() => setFailed(false)}>
          You are still signed in: the portal could not be reached. Try again.
        </Alert>
      </Snackbar>
    ),
  };
}
