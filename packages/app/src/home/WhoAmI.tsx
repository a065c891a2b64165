import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { ErrorState, PageFrame } from '@wheelhouse/ui';
import type { ReactNode } from 'react';
import { Groups } from './Groups';
import { useMe, useTenantTitle } from './useMe';

/** The frame of the home page: the reader's account, tenant, groups and whether they administer the portal. */
export function WhoAmI(props: { children: ReactNode }) {
  const me = useMe();
  const tenantTitle = useTenantTitle(me.data?.entity.tenant);
  let identity: ReactNode = <Skeleton width={260} />;
  if (me.data) {
    identity = (
      <>
        {me.data.entity.account} at {tenantTitle}
        {me.data.administrator && ' · Administrator'}
      </>
    );
  }
  return (
    <PageFrame title="Home" purpose={identity}>
      {me.error && !me.data && (
        <Box sx={{ mb: 3 }}>
          <ErrorState
            title="Who you are could not be read"
            error={me.error}
            onRetry={() => me.refetch()}
          />
        </Box>
      )}
      {me.data && <Groups references={me.data.groups} />}
      {props.children}
    </PageFrame>
  );
}
