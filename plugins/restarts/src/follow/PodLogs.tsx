import type { Restart } from '@wheelhouse/plugin-restarts-common';
import { type LogBuffer, LogView } from '@wheelhouse/ui';
import { useSyncExternalStore } from 'react';
import { hasEnded } from '../words';
import { shortPodName } from './shortPodName';

/** What the new pods write; the failed one's lines first. Lines are not kept: of what has ended there may be none. */
export function PodLogs(props: { restart: Restart; log: LogBuffer }) {
  const { restart, log } = props;
  const { lines } = useSyncExternalStore(log.subscribe, log.snapshot);
  if (hasEnded(restart.state) && lines.length === 0) return null;
  return (
    <LogView
      label="Log of the new pods"
      buffer={log}
      sourceWord="pod"
      sourceName={pod => shortPodName(pod, restart.name)}
      initialSource={restart.failure?.pod}
      empty="Nothing yet: lines appear here as soon as a new pod runs."
    />
  );
}
