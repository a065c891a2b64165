import { Agent, request } from 'node:http';

/** Sends one request at a time over one connection, as a client that keeps it open. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly url: string, private readonly token: string) {}

  /** The body of an answer, which must be a good one. */
  get(path: string): Promise<string> {
    return this.#send('GET', path);
  }

  /** As {@link get}, with a body of JSON. */
  post(path: string, body: string): Promise<string> {
    return this.#send('POST', path, body);
  }

  #send(method: string, path: string, body?: string): Promise<string> {
    return new Promise((resolve, reject) => {
      request(
        new URL(path, this.url),
        {
          method,
          agent: this.#agent,
          headers: {
            authorization: `Bearer ${this.token}`,
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) resolve(text);
            else reject(new Error(`${path}: ${response.statusCode} ${text}`));
          });
        },
      )
        .on('error', reject)
        .end(body);
    });
  }

  /** Milliseconds until the whole answer was there. */
  async time(path: string): Promise<number> {
    const began = performance.now();
    await this.get(path);
    return performance.now() - began;
  }

  close(): void {
    this.#agent.destroy();
  }
}
