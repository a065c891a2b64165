import { request } from 'node:http';

interface Answer {
  url: URL;
  status: number;
  headers: Headers;
  body: string;
}

/** As much of a browser as a sign-in needs: cookies, redirects and one form. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /**
   * Opens an address and follows its redirects; one that leads away from the first address's origin is not followed,
   * and its answer is the redirect's own.
   */
  async open(
    start: URL,
    options: { headers?: Record<string, string>; form?: URLSearchParams } = {},
  ): Promise<Answer> {
    let answer = await this.#request(start, options.headers, options.form);
    for (let hops = 0; hops < 10; hops++) {
      const next = redirectOf(answer);
      if (!next || next.origin !== start.origin) return answer;
      answer = await this.#request(next, options.headers);
    }
    throw new Error(`Too many redirects from ${start}`);
  }

  /** Opens an address, sends the form that it ends at, and answers the address outside that it is sent back to. */
  async signIn(start: URL, form: Record<string, string>): Promise<URL> {
    let answer = await this.open(start);
    const action = /<form method="post" action="([^"]+)"/.exec(answer.body);
    if (action) {
      answer = await this.open(new URL(action[1], answer.url), {
        form: new URLSearchParams(form),
      });
    }
    const callback = redirectOf(answer);
    if (!callback) throw new Error(`${answer.status} ${answer.body}`);
    return callback;
  }

  #request(
    url: URL,
    headers: Record<string, string> = {},
    form?: URLSearchParams,
  ): Promise<Answer> {
    const cookie = [...this.#cookies].map(([k, v]) => `${k}=${v}`).join('; ');
    return new Promise((resolve, reject) => {
      const outgoing = request(
        url,
        {
          method: form ? 'POST' : 'GET',
          headers: {
            cookie,
            ...(form && {
              'content-type': 'application/x-www-form-urlencoded',
            }),
            ...headers,
          },
        },
        incoming => {
          const received = new Headers();
          for (const [name, value] of Object.entries(incoming.headers)) {
            received.set(name, String(value));
          }
          for (const set of incoming.headers['set-cookie'] ?? []) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
            this.#cookies.set(name, value);
          }
          let body = '';
          incoming.on('data', chunk => {
            body += chunk;
          });
          incoming.on('end', () =>
            resolve({
              url,
              status: incoming.statusCode!,
              headers: received,
              body,
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(form?.toString());
    });
  }
}

function redirectOf(answer: Answer): URL | undefined {
  const location = answer.headers.get('location');
  return location ? new URL(location, answer.url) : undefined;
}
