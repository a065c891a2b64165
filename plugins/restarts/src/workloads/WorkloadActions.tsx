import CodeOutlined from '@mui/icons-material/CodeOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import type { Workload } from '@wheelhouse/plugin-restarts-common';

/** What a row of the list offers: to restart it, and how a pipeline does. */
export function WorkloadActions(props: {
  workload: Workload;
  onRestart: (workload: Workload) => void;
  onPipeline: (workload: Workload) => void;
}) {
  const { workload, onRestart, onPipeline } = props;
  return (
    <>
      <IconButton
        size="small"
        title="From a pipeline"
        aria-label={`Restart ${workload.name} from a pipeline`}
        onClick={() => onPipeline(workload)}
        sx={{ display: { xs: 'none', sm: 'inline-flex' } }}
      >
        <CodeOutlined sx={{ fontSize: 18 }} />
      </IconButton>
      <Button
        size="small"
        variant="outlined"
        color="inherit"
        aria-label={`Restart ${workload.name}`}
        onClick={() => onRestart(workload)}
      >
        Restart
      </Button>
    </>
  );
}
