import type { Restart } from '@wheelhouse/plugin-restarts-common';
import { type LogBuffer, LogView } from '@wheelhouse/ui';
import { hasEnded } from '../words';

/** What the new pods write; the failed one's lines first. */
export function PodLogs(props: { restart: Restart; log: LogBuffer }) {
  const { restart, log } = props;
  return (
    <LogView
      label="Log of the new pods"
      buffer={log}
      sourceWord="pod"
      initialSource={restart.failure?.pod}
      empty={
        hasEnded(restart.state)
          ? 'Its lines are not kept here. What its pods write now is in the cluster.'
          : 'Nothing yet: lines appear here as soon as a new pod runs.'
      }
    />
  );
}
