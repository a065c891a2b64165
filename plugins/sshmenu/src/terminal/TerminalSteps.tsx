import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { CommandLine } from './CommandLine';

const INSTALL = 'npm install -g ./wheelhouse-sshmenu-cli-*.tgz';

/** How one gets `s`, the same menu in the terminal, and signs it in here. */
export function TerminalSteps() {
  const portal = usePortalAddress();
  return (
    <Box
      component="ol"
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        display: 'grid',
        gap: 2,
        textAlign: 'start',
      }}
    >
      <li>
        <Typography variant="body2" sx={{ mb: 0.5 }}>
          1. Install <code>s</code>, with Node 20 or later and the file that
          whoever runs this portal hands out:
        </Typography>
        <CommandLine command={INSTALL} what="command that installs s" />
      </li>
      <li>
        <Typography variant="body2" sx={{ mb: 0.5 }}>
          2. Sign in once; your browser opens:
        </Typography>
        <CommandLine
          command={`s login ${portal ?? ''}`.trim()}
          what="command that signs in"
        />
      </li>
      <li>
        <Typography variant="body2">
          3. Type <code>s</code> in place of <code>ssh</code>. Where you connect
          to is remembered, and stands here and on all of your machines.
        </Typography>
      </li>
    </Box>
  );
}

/** Where the portal is, as `s` is to be told. */
function usePortalAddress(): string | undefined {
  const discovery = useApi(discoveryApiRef);
  const { data } = useQuery({
    queryKey: ['sshmenu', 'portal-address'],
    queryFn: async () => {
      const api = await discovery.getBaseUrl('sshmenu');
      const { origin, pathname } = new URL(api, window.location.origin);
      return `${origin}${pathname.replace(/\/api\/sshmenu\/?$/, '')}`;
    },
    staleTime: Infinity,
  });
  return data;
}
