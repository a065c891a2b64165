import { ServerResponse } from 'node:http';
import { badRequest } from '../api/errors';
import { queryFlag, queryNumber } from '../api/request';
import { Pod } from '../api/types';
import { Clock } from '../clock';
import { ContainerRun, LogLine } from './containerRun';
import { Kubelet } from './kubelet';

/** Answers a request for the log of one container. @throws ApiError 400 */
export function answerLog(
  kubelet: Kubelet,
  clock: Clock,
  pod: Pod,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const run = demandRun(kubelet, pod, query);
  const now = clock.now();
  const since = sinceTime(query, now);
  const tail = queryNumber(query, 'tailLines') ?? Infinity;
  const timestamps = queryFlag(query, 'timestamps');
  let left = queryNumber(query, 'limitBytes') ?? Infinity;

  response.writeHead(200, { 'content-type': 'text/plain' });
  const write = ({ at, text }: LogLine) => {
    const line = `${timestamps ? `${rfc3339Nano(at)} ` : ''}${text}\n`;
    response.write(line.slice(0, left));
    left -= line.length;
    if (left <= 0) response.end();
  };

  let next = run.count(now);
  for (let i = Math.max(run.first(now), next - tail); i < next; i += 1) {
    const line = run.line(i);
    if (line.at >= since && left > 0) write(line);
  }
  if (!queryFlag(query, 'follow') || left <= 0) {
    response.end();
    return;
  }

  response.flushHeaders();
  let timer: NodeJS.Timeout;
  const follow = () => {
    const at = clock.now();
    for (const count = run.count(at); next < count && left > 0; next += 1) {
      write(run.line(next));
    }
    if (response.writableEnded) return;
    if (run.endedAt !== undefined) {
      response.end();
      return;
    }
    const nextAt = run.nextAt(at);
    // Looked at again in between, so that the end of the container ends the stream.
    const wait = Math.min(clock.realDuration(500), (nextAt ?? Infinity) - at);
    timer = setTimeout(follow, Math.max(1, wait));
  };
  response.on('close', () => clearTimeout(timer));
  follow();
}

/** The run of the container that a request names. @throws ApiError 400 with the words of a real one */
function demandRun(
  kubelet: Kubelet,
  pod: Pod,
  query: URLSearchParams,
): ContainerRun {
  const { name } = pod.metadata;
  const names = [
    ...pod.spec.containers,
    ...(pod.spec.initContainers ?? []),
  ].map(container => container.name);
  const container = query.get('container') || undefined;
  if (!container && pod.spec.containers.length > 1) {
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${names.join(
        ' ',
      )}]`,
    );
  }
  if (container && !names.includes(container)) {
    throw badRequest(`container ${container} is not valid for pod ${name}`);
  }
  const wanted = container ?? names[0];
  if (!pod.spec.nodeName) {
    throw badRequest(`pod ${name} does not have a host assigned`);
  }

  const runs = kubelet.runs(pod.metadata.uid, wanted);
  if (queryFlag(query, 'previous')) {
    const ended = runs.filter(run => run.endedAt !== undefined);
    const restarted = runs[runs.length - 1]?.endedAt === undefined;
    const previous = restarted ? ended[ended.length - 1] : ended[0];
    if (previous) return previous;
    throw badRequest(
      `previous terminated container "${wanted}" in pod "${name}" not found`,
    );
  }
  const current = runs[runs.length - 1];
  if (current) return current;
  const waiting = pod.status.containerStatuses?.find(
    each => each.name === wanted,
  )?.state.waiting?.reason;
  throw badRequest(
    `container "${wanted}" in pod "${name}" is waiting to start: ${
      waiting?.includes('Image')
        ? 'trying and failing to pull image'
        : waiting ?? 'ContainerCreating'
    }`,
  );
}

function sinceTime(query: URLSearchParams, now: number): number {
  const seconds = queryNumber(query, 'sinceSeconds');
  if (seconds !== undefined) return now - seconds * 1000;
  const text = query.get('sinceTime');
  if (!text) return -Infinity;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw badRequest(`invalid sinceTime: ${text}`);
  return time;
}

function rfc3339Nano(at: number): string {
  return new Date(at).toISOString().replace('Z', '000000Z');
}
