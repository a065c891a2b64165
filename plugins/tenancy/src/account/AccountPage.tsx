import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { ErrorState, PageFrame, QueryProvider } from '@wheelhouse/ui';
import { useSearchParams } from 'react-router-dom';
import { useMe } from '../api/queries';
import { KeysTab } from '../keys/KeysTab';
import { IdentityHeader } from './IdentityHeader';
import { SessionsTab } from './SessionsTab';

const TABS = ['sessions', 'keys'] as const;
type TabId = (typeof TABS)[number];

/** Who I am here, where I am signed in, and my keys. */
export function AccountPage() {
  return (
    <QueryProvider>
      <Account />
    </QueryProvider>
  );
}

function Account() {
  const me = useMe();
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get('tab') as TabId;
  const tab = TABS.includes(wanted) ? wanted : 'sessions';
  // The other tab's filter and selection are of no use in this one.
  const choose = (next: TabId) => setParameters({ tab: next });

  return (
    <PageFrame
      title="Account"
      purpose="Who you are here, where you are signed in, and your API keys."
      action={
        tab === 'keys' && (
          <Button
            variant="contained"
            onClick={() => setParameters({ tab: 'keys', create: 'key' })}
          >
            Create API key
          </Button>
        )
      }
    >
      {me.isError && !me.data ? (
        <ErrorState
          title="Your account could not be loaded"
          error={me.error}
          onRetry={() => void me.refetch()}
        />
      ) : (
        <IdentityHeader me={me.data} />
      )}
      <Tabs
        value={tab}
        onChange={(_, next: TabId) => choose(next)}
        aria-label="Parts of your account"
        sx={{ borderBottom: 1, borderColor: 'divider', mt: 3, mb: 2.5 }}
      >
        <Tab
          value="sessions"
          label="Sessions"
          id="account-tab-sessions"
          aria-controls="account-panel"
        />
        <Tab
          value="keys"
          label="API keys"
          id="account-tab-keys"
          aria-controls="account-panel"
        />
      </Tabs>
      <Box
        role="tabpanel"
        id="account-panel"
        aria-labelledby={`account-tab-${tab}`}
      >
        {tab === 'keys' ? <KeysTab me={me.data} /> : <SessionsTab />}
      </Box>
    </PageFrame>
  );
}
