import type { Workload } from '@wheelhouse/plugin-restarts-common';
import { RowButton } from '@wheelhouse/ui';

/** What a row of the list offers: to restart it, and how a pipeline does. */
export function WorkloadActions(props: {
  workload: Workload;
  onRestart: (workload: Workload) => void;
  onPipeline: (workload: Workload) => void;
}) {
  const { workload, onRestart, onPipeline } = props;
  return (
    <>
      <RowButton
        icon
        largeOnly
        label={`Restart ${workload.name} from a pipeline`}
        onClick={() => onPipeline(workload)}
      >
        <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden>
          <path
            d="m8.5 6.5-5.5 5.5 5.5 5.5M15.5 6.5l5.5 5.5-5.5 5.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
          />
        </svg>
      </RowButton>
      <RowButton
        label={`Restart ${workload.name}`}
        onClick={() => onRestart(workload)}
      >
        Restart
      </RowButton>
    </>
  );
}
