import type { SignInPageProps } from '@backstage/plugin-app-react';
import { useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import { ErrorState, QueryProvider } from '@wheelhouse/ui';
import { useCallback, useEffect, useState } from 'react';
import { SignedOutError } from '../identity/TenancyIdentity';
import { tenancyIdentityApiRef } from '../identity/tenancyIdentityApiRef';
import { TenantChoice } from './TenantChoice';

type State = 'looking' | 'signed-out' | { error: unknown };

/** Goes on at once where the browser has a session, and lets one choose a tenant where it has none. */
export function SignInPage({ onSignInSuccess }: SignInPageProps) {
  const identity = useApi(tenancyIdentityApiRef);
  const [state, setState] = useState<State>('looking');

  const look = useCallback(async () => {
    setState('looking');
    try {
      await identity.start();
      onSignInSuccess(identity);
    } catch (error) {
      setState(error instanceof SignedOutError ? 'signed-out' : { error });
    }
  }, [identity, onSignInSuccess]);

  useEffect(() => {
    void look();
  }, [look]);

  if (state === 'looking') return null;
  if (state === 'signed-out') {
    return (
      <QueryProvider>
        <TenantChoice />
      </QueryProvider>
    );
  }
  return (
    <Box component="main" sx={{ maxWidth: 480, mx: 'auto', mt: '20vh', p: 2 }}>
      <ErrorState
        title="The portal could not see whether you are signed in"
        error={state.error}
        onRetry={look}
      />
    </Box>
  );
}
