import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type {
  Workload,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { SidePanel } from '@wheelhouse/ui';
import { PipelineSection } from '../pipeline/PipelineSection';
import { WorkloadOverview } from './WorkloadOverview';

/** What the panel of a workload shows. */
export type WorkloadView = 'overview' | 'pipeline';

/** One workload: how it is, what was done to it, and how a pipeline restarts it. */
export function WorkloadPanel(props: {
  workload: WorkloadReference & Partial<Workload>;
  view: WorkloadView;
  onView: (view: WorkloadView) => void;
  onRestart: () => void;
  onClose: () => void;
}) {
  const { workload, view, onView, onRestart, onClose } = props;
  return (
    <SidePanel
      open
      title={workload.name}
      onClose={onClose}
      footer={
        <Button variant="contained" onClick={onRestart}>
          Restart
        </Button>
      }
    >
      <Tabs
        value={view}
        onChange={(_, next: WorkloadView) => onView(next)}
        aria-label="Parts of this workload"
        sx={{ borderBottom: 1, borderColor: 'divider', mt: -2, mb: 2.5 }}
      >
        <Tab
          value="overview"
          label="Overview"
          id="workload-tab-overview"
          aria-controls="workload-panel"
        />
        <Tab
          value="pipeline"
          label="From a pipeline"
          id="workload-tab-pipeline"
          aria-controls="workload-panel"
        />
      </Tabs>
      <Box
        role="tabpanel"
        id="workload-panel"
        aria-labelledby={`workload-tab-${view}`}
      >
        {view === 'pipeline' ? (
          <PipelineSection workload={workload} />
        ) : (
          <WorkloadOverview workload={workload} />
        )}
      </Box>
    </SidePanel>
  );
}
