import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { CopyButton, monoFont, SecretOnce } from '@wheelhouse/ui';
import { useScopes } from '../api/queries';
import { describeKey, type DescribedKey } from './describeKey';

/** A new key, or an old one's new secret, with a command that tries it. */
export function CreatedKey(props: {
  created: DescribedKey & { apiKey: string };
}) {
  const { created } = props;
  const scopes = useScopes();
  const discovery = useApi(discoveryApiRef);
  const { data: baseUrl } = useQuery({
    queryKey: ['tenancy', 'base-url'],
    queryFn: () => discovery.getBaseUrl('tenancy'),
    staleTime: Infinity,
  });
  const command = `curl -H "Authorization: Bearer ${created.apiKey}" ${baseUrl}/me`;
  return (
    <Stack spacing={3}>
      <SecretOnce secret={created.apiKey} what="API key" />
      <Typography>It {describeKey(created, scopes.data ?? [])}.</Typography>
      {baseUrl && (
        <Box>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <Typography component="h3" variant="subtitle1" sx={{ flex: 1 }}>
              Try it
            </Typography>
            <CopyButton text={command} what="command" labelled />
          </Box>
          <Box
            component="pre"
            tabIndex={0}
            aria-label="Command"
            sx={{
              m: 0,
              mt: 0.5,
              p: 1.25,
              borderRadius: 1,
              bgcolor: 'action.hover',
              fontFamily: monoFont,
              fontSize: '0.75rem',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
            }}
          >
            {command}
          </Box>
        </Box>
      )}
    </Stack>
  );
}
