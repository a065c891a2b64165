import type { ClusterClient } from '@wheelhouse/plugin-clusters-node';
import type { RestartFailure } from '@wheelhouse/plugin-restarts-common';
import type { Trouble } from '../rules/trouble';
import type { LiveWorkloads } from './LiveWorkloads';
import { logPath } from './paths';

const LINES = 30;
const BYTES = 32 * 1024;
const LINE_LENGTH = 1_000;
const TIMEOUT_MS = 5_000;

/** What is told of a restart that failed: the trouble, with the last lines of the container that had it. */
export async function explainTrouble(
  live: Pick<LiveWorkloads, 'client'>,
  { cluster, namespace }: { cluster: string; namespace: string },
  trouble: Trouble,
): Promise<RestartFailure> {
  const { pod, container, reason, message, log } = trouble;
  const lines =
    pod && container && log
      ? await readLastLines(
          live.client(cluster),
          { namespace, pod, container },
          log,
        )
      : [];
  return {
    ...(pod && { pod }),
    ...(container && { container }),
    reason,
    message,
    log: lines,
  };
}

/** The last lines of a container; of the one before, where that crashed. None where they cannot be read. */
async function readLastLines(
  client: ClusterClient,
  at: { namespace: string; pod: string; container: string },
  which: 'previous' | 'current',
): Promise<string[]> {
  const read = async (previous: boolean) => {
    const found: string[] = [];
    const lines = await client.lines({
      path: logPath(at.namespace, at.pod),
      query: {
        container: at.container,
        previous: previous || undefined,
        tailLines: LINES,
        limitBytes: BYTES,
      },
      timeoutMs: TIMEOUT_MS,
      idleMs: TIMEOUT_MS,
    });
    for await (const line of lines) found.push(cutLine(line));
    return found.slice(-LINES);
  };
  try {
    return await read(which === 'previous');
  } catch {
    // The previous container may be gone already, and with a pod go all its logs.
    return which === 'previous' ? read(false).catch(() => []) : [];
  }
}

/** A line of a log as it is shown: bounded, and without what a terminal would act on. */
export function cutLine(line: string): string {
  const text =
    line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line;
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
