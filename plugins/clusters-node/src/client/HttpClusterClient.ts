import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClientLimits } from '../config';
import { ListWatchReflector } from '../reflector/ListWatchReflector';
import type { Reflector, ReflectorOptions } from '../reflector/types';
import type { ClusterConnection } from '../sources/types';
import type { ClusterClient, ClusterRequest } from './ClusterClient';
import { ClusterError } from './ClusterError';
import { connectionError } from './connectionError';
import { Deadline } from './Deadline';
import { readBody } from './readBody';
import { splitLines } from './readLines';
import { Answer, Transport } from './Transport';

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const MAX_LINE_BYTES = 4 * 1024 * 1024;
const DEFAULT_IDLE_MS = 60_000;

/** What all clients of a process share. */
export interface ClientOptions {
  limits: ClientLimits;
  logger: LoggerService;
}

/** A client to a cluster's API server over HTTP/1.1. */
export class HttpClusterClient implements ClusterClient {
  readonly #limits: ClientLimits;
  readonly #logger: LoggerService;
  readonly #transport: Transport;
  readonly #closed = new AbortController();
  readonly #reflectors = new Set<Reflector<object>>();

  constructor(
    readonly cluster: string,
    connection: ClusterConnection,
    { limits, logger }: ClientOptions,
  ) {
    this.#limits = limits;
    this.#logger = logger;
    this.#transport = new Transport(cluster, connection, limits);
  }

  async request<T>(request: ClusterRequest): Promise<T> {
    const deadline = this.#deadlineOf(request);
    try {
      const answer = await this.#transport.sendPatiently(
        request,
        deadline.signal,
      );
      return this.#parse<T>(await readBody(answer.body, MAX_BODY_BYTES));
    } catch (error) {
      throw this.#explain(error, request.signal);
    } finally {
      deadline.end();
    }
  }

  async lines(
    request: ClusterRequest & { idleMs?: number },
  ): Promise<AsyncIterable<string>> {
    const deadline = this.#deadlineOf(request);
    try {
      const { signal } = deadline;
      const answer = await this.#transport.send(request, signal, 'streams');
      const idleMs = request.idleMs ?? DEFAULT_IDLE_MS;
      deadline.renew(idleMs);
      return this.#readLines(answer.body, deadline, idleMs, request.signal);
    } catch (error) {
      deadline.end();
      throw this.#explain(error, request.signal);
    }
  }

  reflect<T extends object>(options: ReflectorOptions<T>): Reflector<T> {
    const reflector = new ListWatchReflector<T>(this, options, {
      logger: this.#logger,
      pace: { watchMs: this.#limits.watchMs },
      onStopped: () => this.#reflectors.delete(reflector),
    });
    this.#reflectors.add(reflector);
    if (this.#closed.signal.aborted) reflector.stop();
    else reflector.start();
    return reflector;
  }

  /** Ends everything that goes on: the cluster is gone, or is reached in another way from now on. */
  close(): void {
    this.#closed.abort(
      new ClusterError(
        this.cluster,
        'misconfigured',
        `Cluster ${this.cluster} was removed or is reached in another way now`,
      ),
    );
    for (const reflector of [...this.#reflectors]) reflector.stop();
    this.#transport.destroy();
  }

  #deadlineOf({ timeoutMs, signal }: ClusterRequest): Deadline {
    return new Deadline(
      timeoutMs ?? this.#limits.requestMs,
      signal,
      this.#closed.signal,
    );
  }

  #parse<T>(text: string): T {
    try {
      return JSON.parse(text);
    } catch {
      throw new ClusterError(
        this.cluster,
        'bad-answer',
        `Cluster ${this.cluster} does not answer with JSON`,
      );
    }
  }

  async *#readLines(
    body: Answer['body'],
    deadline: Deadline,
    idleMs: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<string> {
    try {
      yield* splitLines(timed(body, deadline, idleMs), MAX_LINE_BYTES);
    } catch (error) {
      throw this.#explain(error, signal);
    } finally {
      deadline.end();
      body.on('error', () => {}).destroy();
    }
  }

  #explain(error: unknown, signal: AbortSignal | undefined): unknown {
    return signal?.aborted && error === signal.reason
      ? error
      : connectionError(this.cluster, error);
  }
}

/** The clock runs while one waits for the server, and not while the reader is busy. */
async function* timed(
  body: Answer['body'],
  deadline: Deadline,
  idleMs: number,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    deadline.pause();
    yield chunk;
    deadline.renew(idleMs);
  }
}
