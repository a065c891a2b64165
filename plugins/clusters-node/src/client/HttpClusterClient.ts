import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Dispatcher } from 'undici';
import type { ClientLimits } from '../config';
import { ListWatchReflector } from '../reflector/ListWatchReflector';
import type { Reflector, ReflectorOptions } from '../reflector/types';
import type { ClusterConnection } from '../sources/types';
import { demandAllowedHost } from './addressGuard';
import { errorOfAnswer } from './answers';
import type { ClusterClient, ClusterRequest } from './ClusterClient';
import { ClusterError } from './ClusterError';
import { connectionError } from './connectionError';
import type { Authenticator } from './credentials/Authenticator';
import { createAuthenticator } from './credentials/createAuthenticator';
import { Deadline, unlessAborted } from './Deadline';
import {
  ClientCertificate,
  createDispatchers,
  Dispatchers,
} from './dispatchers';
import { BodyTooLargeError, splitLines } from './readLines';
import { wait } from './wait';

type Answer = Dispatcher.ResponseData;

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;
const MAX_LINE_BYTES = 4 * 1024 * 1024;
const DEFAULT_IDLE_MS = 60_000;
/** A reading request is made once more where the server asks to wait no longer than this. */
const SHORT_WAIT_MS = 2_000;

/** What all clients of a process share. */
export interface ClientOptions {
  limits: ClientLimits;
  logger: LoggerService;
}

/** A client to a cluster's API server over HTTP/1.1. */
export class HttpClusterClient implements ClusterClient {
  readonly #limits: ClientLimits;
  readonly #logger: LoggerService;
  readonly #authenticator: Authenticator;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #closed = new AbortController();
  readonly #reflectors = new Set<Reflector<object>>();
  #connections: { of?: ClientCertificate; dispatchers: Dispatchers };

  constructor(
    readonly cluster: string,
    private readonly connection: ClusterConnection,
    options: ClientOptions,
  ) {
    this.#limits = options.limits;
    this.#logger = options.logger;
    const { limits } = options;
    const url = new URL(connection.server);
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/+$/, '');
    this.#authenticator = createAuthenticator(cluster, connection, limits);
    this.#connections = { dispatchers: createDispatchers(connection, limits) };
  }

  async request<T>(request: ClusterRequest): Promise<T> {
    const deadline = new Deadline(
      request.timeoutMs ?? this.#limits.requestMs,
      request.signal,
      this.#closed.signal,
    );
    try {
      const answer = await this.#sendPatiently(request, deadline);
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
    const deadline = new Deadline(
      request.timeoutMs ?? this.#limits.requestMs,
      request.signal,
      this.#closed.signal,
    );
    try {
      const answer = await this.#send(request, deadline.signal, 'streams');
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
    void destroy(this.#connections.dispatchers);
  }

  /** A reading request is made once more where that is likely to help. */
  async #sendPatiently(
    request: ClusterRequest,
    deadline: Deadline,
  ): Promise<Answer> {
    try {
      return await this.#send(request, deadline.signal, 'requests');
    } catch (error) {
      const reads = (request.method ?? 'GET') === 'GET';
      const pauseMs = reads ? pauseBeforeRetry(error) : undefined;
      if (pauseMs === undefined || deadline.signal.aborted) throw error;
      await wait(pauseMs, deadline.signal);
      return this.#send(request, deadline.signal, 'requests');
    }
  }

  async #send(
    request: ClusterRequest,
    signal: AbortSignal,
    via: keyof Dispatchers,
  ): Promise<Answer> {
    const answer = await this.#sendOnce(request, signal, via);
    if (answer.statusCode === 401 && this.#authenticator.rejected()) {
      await discard(answer.body);
      return this.#demandSuccess(await this.#sendOnce(request, signal, via));
    }
    return this.#demandSuccess(answer);
  }

  async #sendOnce(
    request: ClusterRequest,
    signal: AbortSignal,
    via: keyof Dispatchers,
  ): Promise<Answer> {
    signal.throwIfAborted();
    if (!this.#limits.allowLinkLocal) {
      const { server, proxyUrl } = this.connection;
      demandAllowedHost(server);
      if (proxyUrl) demandAllowedHost(proxyUrl);
    }
    const credential = await unlessAborted(
      this.#authenticator.credential(),
      signal,
    );
    const { body, contentType = 'application/json' } = request;
    return this.#dispatchers(credential.certificate)[via].request({
      origin: this.#origin,
      path: `${this.#basePath}${request.path}${queryOf(request)}`,
      method: request.method ?? 'GET',
      headers: {
        accept: 'application/json',
        'user-agent': 'wheelhouse',
        ...(credential.authorization && {
          authorization: credential.authorization,
        }),
        ...(body !== undefined && { 'content-type': contentType }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
  }

  async #demandSuccess(answer: Answer): Promise<Answer> {
    const { statusCode, headers, body } = answer;
    if (statusCode >= 200 && statusCode < 300) return answer;
    // What cannot be read of an error is no reason not to tell of it.
    const text = await readBody(body, MAX_ERROR_BYTES).catch(() => '');
    throw errorOfAnswer(this.cluster, {
      status: statusCode,
      retryAfter: headers['retry-after'],
      body: text,
      secrets: [this.connection.server, ...this.#authenticator.secrets()],
    });
  }

  #dispatchers(certificate: ClientCertificate | undefined): Dispatchers {
    if (certificate && certificate !== this.#connections.of) {
      void close(this.#connections.dispatchers);
      this.#connections = {
        of: certificate,
        dispatchers: createDispatchers(
          this.connection,
          this.#limits,
          certificate,
        ),
      };
    }
    return this.#connections.dispatchers;
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

async function readBody(
  body: Answer['body'],
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function queryOf({ query = {} }: ClusterRequest): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : '';
}

/** How long to wait before a second try, in milliseconds; undefined: there is to be none. */
function pauseBeforeRetry(error: unknown): number | undefined {
  if (error instanceof ClusterError) {
    const { retryAfterMs } = error.details;
    return error.reason === 'throttled' && (retryAfterMs ?? 0) <= SHORT_WAIT_MS
      ? retryAfterMs
      : undefined;
  }
  // A kept connection that the server closed just when it was used again.
  const code = (error as { code?: string }).code;
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' ? 0 : undefined;
}

async function discard(body: Answer['body']): Promise<void> {
  await body.dump({ limit: MAX_ERROR_BYTES }).catch(() => undefined);
}

async function close({ requests, streams }: Dispatchers): Promise<void> {
  await Promise.allSettled([requests.close(), streams.close()]);
}

async function destroy({ requests, streams }: Dispatchers): Promise<void> {
  await Promise.allSettled([requests.destroy(), streams.destroy()]);
}
