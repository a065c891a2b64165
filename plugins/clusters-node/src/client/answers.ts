import { ClusterError, ClusterErrorReason } from './ClusterError';

/** The longest wait that an API server can ask for, in milliseconds. */
export const MAX_RETRY_AFTER_MS = 120_000;

const REASONS: Record<number, [ClusterErrorReason, string]> = {
  400: ['invalid', 'refuses the request as invalid'],
  401: ['unauthorized', "does not accept the portal's credential"],
  403: ['forbidden', 'does not allow this to the portal'],
  404: ['not-found', 'does not have what was asked for'],
  409: ['conflict', 'says that the object has changed in the meantime'],
  410: ['gone', 'no longer knows what was asked to go on from'],
  422: ['invalid', 'refuses the request as invalid'],
  429: ['throttled', 'asks to come back later'],
};

/** The error that an answer other than 2xx stands for. */
export function errorOfAnswer(
  cluster: string,
  answer: {
    status: number;
    retryAfter?: string | string[];
    body: string;
    /** What must not be repeated. */
    secrets: readonly string[];
  },
): ClusterError {
  const { status } = answer;
  const retryAfterMs = parseRetryAfter(answer.retryAfter);
  const said = readStatus(answer.body);
  const [reason, words] = classify(status, retryAfterMs);
  return new ClusterError(cluster, reason, `Cluster ${cluster} ${words}`, {
    status,
    retryAfterMs: retryAfterMs ?? said?.retryAfterMs,
    serverMessage: said?.message && printable(said.message, answer.secrets),
  });
}

/** The error that a `Status` within a watch stands for. */
export function errorOfStatus(cluster: string, status: unknown): ClusterError {
  const code = (status as { code?: unknown } | null)?.code;
  const [reason, words] = classify(
    typeof code === 'number' ? code : 500,
    undefined,
  );
  return new ClusterError(cluster, reason, `Cluster ${cluster} ${words}`, {
    status: typeof code === 'number' ? code : undefined,
  });
}

/** `Retry-After`: seconds or a date. Undefined where it is neither. */
export function parseRetryAfter(
  value: string | string[] | undefined,
  now = Date.now(),
): number | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  if (!text) return undefined;
  const ms = /^\d+$/.test(text.trim())
    ? Number(text) * 1000
    : Date.parse(text) - now;
  return Number.isNaN(ms)
    ? undefined
    : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}

function classify(
  status: number,
  retryAfterMs: number | undefined,
): [ClusterErrorReason, string] {
  if (status === 503 && retryAfterMs !== undefined) {
    return ['throttled', 'asks to come back later'];
  }
  if (REASONS[status]) return REASONS[status];
  if (status >= 500)
    return ['server-error', `answers with an error (${status})`];
  if (status >= 400) {
    return ['invalid', `refuses the request (${status})`];
  }
  return ['bad-answer', `sends elsewhere or answers oddly (${status})`];
}

function readStatus(
  body: string,
): { message?: string; retryAfterMs?: number } | undefined {
  try {
    const { kind, message, details } = JSON.parse(body);
    if (kind !== 'Status') return undefined;
    const seconds = details?.retryAfterSeconds;
    return {
      message: typeof message === 'string' ? message : undefined,
      retryAfterMs:
        typeof seconds === 'number' && seconds > 0
          ? Math.min(seconds * 1000, MAX_RETRY_AFTER_MS)
          : undefined,
    };
  } catch {
    return undefined;
  }
}

function printable(message: string, secrets: readonly string[]): string {
  return secrets
    .filter(Boolean)
    .reduce((text, secret) => text.replaceAll(secret, '…'), message)
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .slice(0, 500);
}
