import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { CommandError, EXIT } from '../exitCodes';
import { proxyFor } from './proxy';

/** The longest that one exchange may take, in milliseconds. */
const LIMIT = 30_000;
/** More than the largest answer that a server of ours gives. */
const MOST_BYTES = 16 * 2 ** 20;

/** What a server answered. */
export interface Answer {
  status: number;
  body: unknown;
}

/** The server is away, or is none of ours. Told in one line. */
export class ServerError extends CommandError {
  constructor(message: string) {
    super(message, EXIT.failed);
  }
}

/** A Wheelhouse server. What it answers is not trusted: it is bounded in size and time, and no redirect is followed. */
export class Server {
  constructor(readonly address: string, private readonly key?: string) {}

  async get(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  async post(path: string, body: unknown): Promise<Answer> {
    return this.ask('POST', path, body);
  }

  async delete(path: string): Promise<Answer> {
    return this.ask('DELETE', path);
  }

  private async ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const url = new URL(`${this.address}${path}`);
    let answer: { status: number; text: string };
    try {
      answer = await this.exchange(url, method, body);
    } catch (error) {
      throw new ServerError(`${this.address}: ${reasonOf(error)}.`);
    }
    const { status, text } = answer;
    if (status >= 300 && status < 400) {
      throw new ServerError(
        `${this.address} redirects elsewhere. Sign in to the address that it is really at.`,
      );
    }
    try {
      return { status, body: text === '' ? undefined : JSON.parse(text) };
    } catch {
      throw new ServerError(
        `${this.address} answers ${status} with something that is not JSON. Is it a Wheelhouse server?`,
      );
    }
  }

  private exchange(
    url: URL,
    method: string,
    body: unknown,
  ): Promise<{ status: number; text: string }> {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const proxy = proxyFor(url, process.env);
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method,
          headers: {
            accept: 'application/json',
            'user-agent': 's',
            ...(this.key && { authorization: `Bearer ${this.key}` }),
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(payload),
            }),
          },
          ...(proxy && { agent: new HttpsProxyAgent(proxy) }),
          signal: AbortSignal.timeout(LIMIT),
        },
        response => {
          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > MOST_BYTES) {
              sent.destroy(new Error('it answers with more than it may'));
            } else chunks.push(chunk);
          });
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(payload);
    });
  }
}

const UNTRUSTED =
  'its certificate is not trusted here; name your company’s CA in NODE_EXTRA_CA_CERTS';

const REASONS: Record<string, string> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the network is down',
  ENETUNREACH: 'the network is down',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'it cannot be reached',
  ETIMEDOUT: 'it does not answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
};

function reasonOf(error: unknown): string {
  const { code, name, message, errors } = error as NodeJS.ErrnoException & {
    errors?: NodeJS.ErrnoException[];
  };
  if (name === 'AbortError' || name === 'TimeoutError') {
    return `it did not answer within ${LIMIT / 1000} s`;
  }
  return REASONS[code ?? errors?.[0]?.code ?? ''] ?? message;
}

/** What a server says of an error, in words. */
export function messageOf({ status, body }: Answer): string {
  const { error } = Object(body);
  return typeof error?.message === 'string'
    ? error.message.slice(0, 500)
    : `it answers ${status}`;
}
