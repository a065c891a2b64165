import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { LiveIndicator, PageFrame } from '@wheelhouse/ui';
import { useSearchParams } from 'react-router-dom';
import { useWorkloads } from './api/queries';
import { HistoryTab } from './history/HistoryTab';
import { WorkloadsTab } from './workloads/WorkloadsTab';

const TABS = ['workloads', 'history'] as const;
type TabId = (typeof TABS)[number];

/** What one may restart, and what was restarted. */
export function RestartsPage() {
  const workloads = useWorkloads();
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
          <LiveIndicator state={workloads.isCurrent ? 'live' : 'waiting'} />
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
          <HistoryTab />
        ) : (
          <WorkloadsTab workloads={workloads} />
        )}
      </Box>
    </PageFrame>
  );
}
