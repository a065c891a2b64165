import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useCurrency, useLiveQueries } from '@wheelhouse/plugin-live';
import { RESTARTS_CHANNEL } from '@wheelhouse/plugin-restarts-common';
import { LiveIndicator, PageFrame } from '@wheelhouse/ui';
import { useSearchParams } from 'react-router-dom';
import { restartsKeys, useWorkloads } from './api/queries';
import { useLiveWorkloads } from './api/useLiveWorkloads';
import { HistoryTab } from './history/HistoryTab';
import { WorkloadsTab } from './workloads/WorkloadsTab';

const TABS = ['workloads', 'history'] as const;
type TabId = (typeof TABS)[number];

/** What one may restart, and what was restarted. */
export function RestartsPage() {
  const workloads = useWorkloads();
  const { stateOf } = useCurrency();
  useLiveWorkloads();
  useLiveQueries(RESTARTS_CHANNEL, [restartsKeys.history]);
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get('tab') as TabId;
  const tab = TABS.includes(wanted) ? wanted : 'workloads';
  // The other tab's filters and selection are of no use in this one.
  const choose = (next: TabId) =>
    setParameters(next === 'workloads' ? {} : { tab: next });

  return (
    <PageFrame
      title="Restarts"
      purpose="Restart what its owners let you restart, and see how it ends."
      live={
        workloads.items && (
          <LiveIndicator state={stateOf(workloads.isCurrent)} />
        )
      }
    >
      <Tabs
        value={tab}
        onChange={(_, next: TabId) => choose(next)}
        aria-label="Parts of restarts"
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 2.5 }}
      >
        <Tab
          value="workloads"
          label="Workloads"
          id="restarts-tab-workloads"
          aria-controls="restarts-panel"
        />
        <Tab
          value="history"
          label="History"
          id="restarts-tab-history"
          aria-controls="restarts-panel"
        />
      </Tabs>
      <Box
        role="tabpanel"
        id="restarts-panel"
        aria-labelledby={`restarts-tab-${tab}`}
      >
        {tab === 'history' ? (
          <HistoryTab workloads={workloads.items} />
        ) : (
          <WorkloadsTab workloads={workloads} />
        )}
      </Box>
    </PageFrame>
  );
}
