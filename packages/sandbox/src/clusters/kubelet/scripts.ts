import { Pod } from '../api/types';

/** What a container writes as it starts. */
export function startScript(pod: Pod, image: string): string[] {
  const version = /:([^/]+)$/.exec(image)?.[1] ?? 'latest';
  const name = pod.metadata.labels?.app ?? pod.spec.containers[0].name;
  return [
    `INFO  starting ${name} ${version}`,
    'INFO  configuration read from /etc/config',
    'INFO  connected to the database in 41 ms',
    'INFO  listening on :8080',
  ];
}

/** How a container that crashes ends its log. */
export const CRASH_SCRIPT = [
  'ERROR migration 0042_settlements has not been applied',
  'ERROR relation "settlements" does not exist',
  'FATAL cannot serve without its schema: exiting with status 1',
];

/** What a container writes that does not become ready. */
export const NEVER_READY_SCRIPT = [
  'WARN  upstream ledger:8443 answered 503: not ready',
];
