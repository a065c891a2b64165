import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { Me } from '@wheelhouse/plugin-tenancy-common';
import { useTenantTitle } from '../api/queries';
import { EntityAvatar } from '../shell/EntityAvatar';
import { groupName } from '../shell/groups';

/** The account, its tenant and its groups. */
export function IdentityHeader({ me }: { me: Me | undefined }) {
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', minHeight: 64 }}>
      {me ? (
        <EntityAvatar account={me.entity.account} size={48} />
      ) : (
        <Skeleton variant="circular" width={48} height={48} />
      )}
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography
          variant="h2"
          sx={{ overflowWrap: 'anywhere', fontSize: '1.0625rem' }}
        >
          {me ? me.entity.account : <Skeleton width={220} />}
        </Typography>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            columnGap: 1,
            rowGap: 0.75,
            mt: 0.5,
            minHeight: 24,
          }}
        >
          {me ? <Facts me={me} /> : <Skeleton width={160} />}
        </Box>
      </Box>
    </Box>
  );
}

function Facts({ me }: { me: Me }) {
  const tenantTitle = useTenantTitle(me.entity.tenant);
  return (
    <>
      <Typography component="span" color="text.secondary">
        {tenantTitle}
        {me.administrator && ' · administrator'}
        {me.groups.length === 0 && ' · in no group'}
      </Typography>
      {me.groups.length > 0 && (
        <Box
          component="ul"
          aria-label="Groups"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 0.75,
            p: 0,
            m: 0,
            listStyle: 'none',
          }}
        >
          {me.groups.map(ref => (
            <li key={ref}>
              <Tooltip title={ref} describeChild>
                <Chip size="small" variant="outlined" label={groupName(ref)} />
              </Tooltip>
            </li>
          ))}
        </Box>
      )}
    </>
  );
}
