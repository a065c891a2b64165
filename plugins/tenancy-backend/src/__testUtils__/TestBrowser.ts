import type { HostileProvider } from '@wheelhouse/testing';
import type { Portal } from './portal';

/** An answer, read whole. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: any;
}

/** A browser, as far as sign-in needs one: it keeps cookies and follows a sign-in when told to. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  /** The Backstage token of the last {@link refresh}. */
  token = '';

  constructor(private readonly portal: Pick<Portal, 'url'>) {}

  /** Somebody's browser, signed in at a tenant. */
  static async signedIn(
    portal: Portal,
    tenant: string,
    person: Parameters<HostileProvider['person']>[0],
  ): Promise<TestBrowser> {
    const browser = new TestBrowser(portal);
    await browser.signIn(portal, tenant, person);
    return browser;
  }

  async signIn(
    portal: Portal,
    tenant: string,
    person: Parameters<HostileProvider['person']>[0],
  ): Promise<void> {
    portal.providers[tenant].person(person);
    const arrival = await this.arrive(
      await this.startSignIn(portal, tenant, person.sub),
    );
    if (arrival.status !== 302) {
      throw new Error(`not signed in: ${arrival.status} ${arrival.text}`);
    }
    await this.refresh();
  }

  /** Goes to the provider and signs in there. Returns where it sends the browser back to. */
  async startSignIn(
    portal: Portal,
    tenant: string,
    sub?: string,
    query: Record<string, string> = {},
    route = 'login',
  ): Promise<URL> {
    const parameters = new URLSearchParams({ tenant, ...query });
    const begun = await this.get(`/api/tenancy/${route}?${parameters}`);
    if (begun.status !== 302) {
      throw new Error(`sign-in did not begin: ${begun.status} ${begun.text}`);
    }
    return portal.providers[tenant].authorize(
      begun.headers.get('location')!,
      sub,
    );
  }

  /** Opens an address of the portal that somebody was sent to. */
  async arrive(url: URL): Promise<Answer> {
    return this.get(url.pathname + url.search);
  }

  /** Gets a Backstage token for the session; 401: there is none. */
  async refresh(): Promise<Answer> {
    const answer = await this.request('GET', '/api/auth/tenancy/refresh', {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
      anonymous: true,
    });
    this.token = answer.body?.backstageIdentity?.token ?? '';
    return answer;
  }

  get(path: string) {
    return this.request('GET', path);
  }

  /** A request with this browser's cookies and, unless anonymous, its token. */
  async request(
    method: string,
    path: string,
    options: {
      body?: unknown;
      headers?: Record<string, string>;
      anonymous?: boolean;
    } = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { ...options.headers };
    if (this.cookies.size > 0) {
      headers.cookie = [...this.cookies].map(c => c.join('=')).join('; ');
    }
    if (this.token && !options.anonymous && !headers.authorization) {
      headers.authorization = `Bearer ${this.token}`;
    }
    const answer = await send(this.portal.url + path, method, {
      ...options,
      headers,
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split('=');
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return answer;
  }
}

/** A request as anyone may make it. */
export async function send(
  url: string,
  method: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    },
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  });
  const text = await response.text();
  let body: any;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, headers: response.headers, text, body };
}

/** A request with a bearer. */
export function sendAs(
  portal: Pick<Portal, 'url'>,
  bearer: string,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<Answer> {
  return send(portal.url + path, method, {
    body,
    headers: { authorization: `Bearer ${bearer}`, ...headers },
  });
}
