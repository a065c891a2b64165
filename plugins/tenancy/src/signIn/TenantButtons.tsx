import ArrowForward from '@mui/icons-material/ArrowForward';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { EmptyState, ErrorState } from '@wheelhouse/ui';
import { useTenants } from '../api/queries';
import { rememberTenant, withLastTenantFirst } from './lastTenant';
import { returnPath } from './returnPath';

/** One link per tenant; each leaves the page for that tenant's own sign-in. */
export function TenantButtons() {
  const tenants = useTenants(returnPath(window.location));
  if (tenants.isPending) {
    return (
      <Stack spacing={1.5} aria-busy aria-label="Loading organisations">
        <Skeleton variant="rounded" height={48} />
        <Skeleton variant="rounded" height={48} />
      </Stack>
    );
  }
  if (tenants.isError) {
    return (
      <ErrorState
        title="The organisations could not be loaded"
        error={tenants.error}
        onRetry={() => void tenants.refetch()}
      />
    );
  }
  if (tenants.data.length === 0) {
    return (
      <EmptyState
        title="Nobody can sign in yet"
        description={
          <>
            Add an organisation under <code>tenancy.tenants</code> in the
            portal’s configuration, then restart it.
          </>
        }
      />
    );
  }
  return (
    <Stack
      component="ul"
      spacing={1.5}
      aria-label="Organisations"
      sx={{ listStyle: 'none', p: 0, m: 0 }}
    >
      {withLastTenantFirst(tenants.data).map((tenant, index) => (
        <Box component="li" key={tenant.id}>
          <Button
            fullWidth
            size="large"
            variant={index === 0 ? 'contained' : 'outlined'}
            color={index === 0 ? 'primary' : 'inherit'}
            href={tenant.loginUrl}
            onClick={() => rememberTenant(tenant.id)}
            endIcon={<ArrowForward />}
            sx={{ justifyContent: 'space-between', minHeight: 48 }}
          >
            {tenant.title}
          </Button>
        </Box>
      ))}
    </Stack>
  );
}
