import {
  type ClusterClient,
  ClusterError,
} from '@wheelhouse/plugin-clusters-node';
import type { Probe } from './facts';

/** Of a version, that much is kept. */
const MAX_VERSION = 64;

/** How a cluster is asked. */
export interface ProbeOptions {
  /** For each of its answers. */
  timeoutMs: number;
  /** Whether it is also asked if it is ready; else that is undefined. */
  askReady: boolean;
  signal: AbortSignal;
}

/** Asks a cluster for its version, which costs it next to nothing, and if wanted whether it is ready. Never throws. */
export async function probe(
  client: () => ClusterClient,
  options: ProbeOptions,
): Promise<Probe> {
  const { timeoutMs, askReady, signal } = options;
  try {
    const cluster = client();
    const begun = performance.now();
    const answer = await cluster.request<{ gitVersion?: unknown } | null>({
      path: '/version',
      timeoutMs,
      signal,
    });
    const latencyMs = Math.round(performance.now() - begun);
    return {
      answered: true,
      version: versionOf(answer?.gitVersion),
      latencyMs,
      ready: askReady ? await isReady(cluster, options) : undefined,
    };
  } catch (error) {
    return failureOf(error);
  }
}

function versionOf(text: unknown): string | undefined {
  return typeof text === 'string' ? text.slice(0, MAX_VERSION) : undefined;
}

/** What the API server says of itself; undefined where it does not tell the portal. */
async function isReady(
  cluster: ClusterClient,
  { timeoutMs, signal }: ProbeOptions,
): Promise<boolean | undefined> {
  try {
    const lines = await cluster.lines({
      path: '/readyz',
      timeoutMs,
      idleMs: timeoutMs,
      signal,
    });
    for await (const line of lines) {
      if (line.trim() === 'ok') return true;
    }
    return undefined;
  } catch (error) {
    const reason = error instanceof ClusterError ? error.reason : undefined;
    return reason === 'server-error' || reason === 'timeout'
      ? false
      : undefined;
  }
}

function failureOf(error: unknown): Probe {
  if (!(error instanceof ClusterError)) {
    return { answered: false, reason: 'internal', message: String(error) };
  }
  const { reason, message, details } = error;
  return {
    answered: false,
    reason,
    message,
    retryAfterMs: details.retryAfterMs,
  };
}
