import http, { IncomingMessage, ServerResponse } from 'node:http';
import https, { ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

export interface RecordedRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: string;
  /** Of the client's certificate. */
  clientName?: string;
}

export type Answer = (
  res: ServerResponse,
  request: RecordedRequest,
) => void | Promise<void>;

/** A server in the place of an API server, which answers as it is told. */
export class ApiServer {
  readonly requests: RecordedRequest[] = [];
  connections = 0;
  /** Answers what `next` has no answer for. */
  otherwise: Answer = json({});
  readonly #next: Answer[] = [];
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly listener: http.Server,
    private readonly scheme: string,
  ) {
    listener.on('connection', socket => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    listener.on('request', (req, res) => void this.#answer(req, res));
  }

  static async start(tls?: ServerOptions): Promise<ApiServer> {
    const server = tls ? https.createServer(tls) : http.createServer();
    const started = new ApiServer(
      server as http.Server,
      tls ? 'https' : 'http',
    );
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return started;
  }

  get url(): string {
    const { port } = this.listener.address() as AddressInfo;
    return `${this.scheme}://127.0.0.1:${port}`;
  }

  /** Answers the next requests, each with one of these. */
  next(...answers: Answer[]): void {
    this.#next.push(...answers);
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.listener.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #answer(req: IncomingMessage, res: ServerResponse) {
    const url = new URL(req.url ?? '/', this.url);
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const peer = (req.socket as TLSSocket).getPeerCertificate?.();
    const recorded: RecordedRequest = {
      method: req.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: req.headers,
      body: Buffer.concat(chunks).toString(),
      clientName: peer?.subject?.CN?.toString(),
    };
    this.requests.push(recorded);
    await (this.#next.shift() ?? this.otherwise)(res, recorded);
  }
}

export function json(value: unknown, status = 200): Answer {
  return res => {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(value));
  };
}

/** A `Status`, as API servers send it with an error. */
export function failure(
  code: number,
  message = 'no',
  headers: Record<string, string> = {},
): Answer {
  return res => {
    res.writeHead(code, { 'content-type': 'application/json', ...headers });
    res.end(
      JSON.stringify({ kind: 'Status', status: 'Failure', message, code }),
    );
  };
}

/** Text as it is, and the end. */
export function raw(
  text: string,
  headers: Record<string, string> = {},
): Answer {
  return res => {
    res.writeHead(200, headers);
    res.end(text);
  };
}

export const html = raw('<html><body>Sign in</body></html>', {
  'content-type': 'text/html',
});

/** Begins with some text, and says nothing more. */
export function stall(text = ''): Answer {
  return res => {
    res.writeHead(200);
    res.flushHeaders();
    if (text) res.write(text);
  };
}

/** Does not answer at all. */
export const silence: Answer = () => {};

/** Closes the connection, after some text. */
export function hangUp(text?: string): Answer {
  return res => {
    if (text === undefined) {
      res.socket?.destroy();
      return;
    }
    res.writeHead(200);
    res.write(text, () => res.socket?.destroy());
  };
}
