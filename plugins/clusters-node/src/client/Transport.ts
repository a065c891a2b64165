import type { Dispatcher } from 'undici';
import type { ClientLimits } from '../config';
import type { ClusterConnection } from '../sources/types';
import { demandAllowedHost } from './addressGuard';
import { errorOfAnswer } from './answers';
import type { ClusterRequest } from './ClusterClient';
import { ClusterError } from './ClusterError';
import type { Authenticator } from './credentials/Authenticator';
import { createAuthenticator } from './credentials/createAuthenticator';
import { unlessAborted } from './Deadline';
import {
  ClientCertificate,
  createDispatchers,
  Dispatchers,
} from './dispatchers';
import { readBody } from './readBody';
import { wait } from './wait';

/** An answer whose body is still to be read. */
export type Answer = Dispatcher.ResponseData;

const MAX_ERROR_BYTES = 64 * 1024;
/** A reading request is made once more where the server asks to wait no longer than this. */
const SHORT_WAIT_MS = 2_000;

/** Sends requests to one API server: with its credential, over kept connections, and to no address that is refused. */
export class Transport {
  readonly #authenticator: Authenticator;
  readonly #origin: string;
  readonly #basePath: string;
  #connections: { of?: ClientCertificate; dispatchers: Dispatchers };

  constructor(
    private readonly cluster: string,
    private readonly connection: ClusterConnection,
    private readonly limits: ClientLimits,
  ) {
    const url = new URL(connection.server);
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/+$/, '');
    this.#authenticator = createAuthenticator(cluster, connection, limits);
    this.#connections = { dispatchers: createDispatchers(connection, limits) };
  }

  /**
   * Where the credential is not accepted and can be renewed, it is sent once more.
   *
   * @throws ClusterError for anything but a 2xx; what fails below HTTP as it is.
   */
  async send(
    request: ClusterRequest,
    signal: AbortSignal,
    via: keyof Dispatchers,
  ): Promise<Answer> {
    const answer = await this.#sendOnce(request, signal, via);
    if (answer.statusCode === 401 && this.#authenticator.rejected()) {
      await answer.body.dump({ limit: MAX_ERROR_BYTES }).catch(() => undefined);
      return this.#demandSuccess(await this.#sendOnce(request, signal, via));
    }
    return this.#demandSuccess(answer);
  }

  /** As `send`, and a reading request is made once more where that is likely to help. */
  async sendPatiently(
    request: ClusterRequest,
    signal: AbortSignal,
  ): Promise<Answer> {
    try {
      return await this.send(request, signal, 'requests');
    } catch (error) {
      const reads = (request.method ?? 'GET') === 'GET';
      const pauseMs = reads ? pauseBeforeRetry(error) : undefined;
      if (pauseMs === undefined || signal.aborted) throw error;
      await wait(pauseMs, signal);
      return this.send(request, signal, 'requests');
    }
  }

  /** Ends all connections. */
  destroy(): void {
    const { requests, streams } = this.#connections.dispatchers;
    void Promise.allSettled([requests.destroy(), streams.destroy()]);
  }

  async #sendOnce(
    request: ClusterRequest,
    signal: AbortSignal,
    via: keyof Dispatchers,
  ): Promise<Answer> {
    signal.throwIfAborted();
    if (!this.limits.allowLinkLocal) {
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
      secrets: [
        this.connection.server,
        new URL(this.#origin).host,
        ...this.#authenticator.secrets(),
      ],
    });
  }

  #dispatchers(certificate: ClientCertificate | undefined): Dispatchers {
    if (certificate && certificate !== this.#connections.of) {
      const { requests, streams } = this.#connections.dispatchers;
      void Promise.allSettled([requests.close(), streams.close()]);
      this.#connections = {
        of: certificate,
        dispatchers: createDispatchers(
          this.connection,
          this.limits,
          certificate,
        ),
      };
    }
    return this.#connections.dispatchers;
  }
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
