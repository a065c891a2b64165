import { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';

/** An answer of an API server, as it is. */
export interface Answer<T = any> {
  status: number;
  type: string;
  body: T;
}

/** Talks to an API server with nothing in between, so that suites see what is on the wire. */
export class ApiClient {
  readonly #server: string;
  readonly #ca: Buffer;
  readonly #token: string | undefined;
  readonly #agent = new Agent({ keepAlive: true });

  /** @param kubeconfig - YAML of one cluster and a user with a token */
  constructor(kubeconfig: string, token?: string | null) {
    const { clusters, users } = parse(kubeconfig);
    this.#server = clusters[0].cluster.server;
    this.#ca = Buffer.from(
      clusters[0].cluster['certificate-authority-data'],
      'base64',
    );
    this.#token = token === null ? undefined : token ?? users[0].user.token;
  }

  get = (path: string, accept?: string) => this.#send('GET', path, { accept });
  delete = (path: string) => this.#send('DELETE', path);
  post = (path: string, body: unknown) => this.#send('POST', path, { body });
  put = (path: string, body: unknown) => this.#send('PUT', path, { body });
  patch = (path: string, kind: string, body: unknown) =>
    this.#send('PATCH', path, { body, type: `application/${kind}+json` });

  /** Sends text as it is. */
  raw = (method: string, path: string, type: string, text: string) =>
    this.#send(method, path, { type, text });

  /** The lines of an answer that does not end soon; leave the loop to end it. */
  async *lines(path: string, accept?: string): AsyncGenerator<string> {
    const response = await this.#open('GET', path, { accept });
    try {
      yield* createInterface({ input: response, crlfDelay: Infinity });
    } finally {
      response.destroy();
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send(
    method: string,
    path: string,
    options: Options = {},
  ): Promise<Answer> {
    const response = await this.#open(method, path, options);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const type = response.headers['content-type'] ?? '';
    return {
      status: response.statusCode!,
      type,
      body: type.startsWith('application/json') ? JSON.parse(text) : text,
    };
  }

  #open(
    method: string,
    path: string,
    { accept, body, type = 'application/json', text }: Options,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.#server}${path}`,
        {
          method,
          ca: this.#ca,
          agent: this.#agent,
          headers: {
            accept: accept ?? 'application/json',
            'content-type': type,
            'user-agent': 'contract/1',
            ...(this.#token && { authorization: `Bearer ${this.#token}` }),
          },
        },
        resolve,
      );
      sent.once('error', reject);
      sent.end(text ?? (body === undefined ? undefined : JSON.stringify(body)));
    });
  }
}

interface Options {
  accept?: string;
  body?: unknown;
  type?: string;
  text?: string;
}
