import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { DeviceRequest } from '@wheelhouse/plugin-tenancy-common';
import { Fact, Facts, monoFont, TimeAgo } from '@wheelhouse/ui';
import { useMe, useScopes } from '../api/queries';
import { describeKey } from '../keys/describeKey';

/** Which device asks, from where and since when, and what it would be able to do. */
export function DeviceFacts(props: { code: string; request: DeviceRequest }) {
  const { code, request } = props;
  const { data: scopes } = useScopes();
  const { data: me } = useMe();
  const rights = describeKey(
    {
      scopes: request.scopes,
      owner: me?.entity.ref ?? '',
      expires: request.keyExpires,
    },
    scopes ?? [],
  );
  return (
    <Stack spacing={3}>
      <Box>
        <Typography
          component="h2"
          variant="h2"
          sx={{ overflowWrap: 'anywhere' }}
        >
          {deviceName(request)} asks to act for you
        </Typography>
        <Typography sx={{ mt: 1 }}>
          With your approval it {rights}. You can end that at any time among
          your API keys.
        </Typography>
      </Box>
      <Box>
        <Typography
          sx={{
            fontFamily: monoFont,
            fontSize: '1.75rem',
            letterSpacing: '0.08em',
          }}
        >
          {code}
        </Typography>
        <Typography color="text.secondary">
          Go on only if the device in front of you shows this code.
        </Typography>
      </Box>
      <Facts>
        <Fact name="Calls itself">{deviceName(request)}</Fact>
        <Fact name="Asks from">
          <Box component="span" sx={{ fontFamily: monoFont }}>
            {request.address}
          </Box>
          {!request.elsewhere && ', as you do'}
        </Fact>
        <Fact name="Asked">
          <TimeAgo time={request.asked} />
        </Fact>
        <Fact name="Code ends">
          <TimeAgo time={request.expires} />
        </Fact>
        <Fact name="Key">{request.name}</Fact>
      </Facts>
      {request.elsewhere && (
        <Alert severity="warning" variant="outlined">
          <AlertTitle>It asks from another network than yours</AlertTitle>
          You are at {request.yourAddress}. That is usual for a server that you
          have reached over SSH. If you did not begin this yourself just now, or
          somebody sent you the code, deny it.
        </Alert>
      )}
    </Stack>
  );
}

/** What a device is called: as it calls itself, or as the key that it wants. */
export function deviceName({ machine, name }: DeviceRequest): string {
  return machine ?? name;
}
