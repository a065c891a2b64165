import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import { ErrorState, PageFrame } from '@wheelhouse/ui';
import type { ReactNode } from 'react';
import { useMe, useTenantTitle } from './useMe';

/** `payments` of `group:acme/payments`: the tenant stands beside it already. */
function groupName(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}

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
      {me.data && me.data.groups.length > 0 && (
        <Box
          component="ul"
          aria-label="Your groups"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 0.75,
            m: 0,
            mt: { xs: -1, sm: -2 },
            mb: 4,
            p: 0,
          }}
        >
          {me.data.groups.map(group => (
            <Box component="li" key={group} sx={{ listStyle: 'none' }}>
              <Chip
                size="small"
                variant="outlined"
                label={groupName(group)}
                title={group}
              />
            </Box>
          ))}
        </Box>
      )}
      {props.children}
    </PageFrame>
  );
}
