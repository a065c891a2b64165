import { createHash, randomBytes } from 'node:crypto';
import type { Portal } from './portal';
import { Answer, send, TestBrowser } from './TestBrowser';

/** A client with a loopback redirect, such as a command line: it opens a browser and waits for a code. */
export class NativeClient {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly state = randomBytes(8).toString('hex');

  constructor(
    private readonly portal: Portal,
    private readonly route: 'login' | 'token',
    readonly redirectUri = 'http://127.0.0.1:52101/done',
  ) {}

  /** What it adds to the address that it opens. */
  get query(): Record<string, string> {
    return {
      redirect_uri: this.redirectUri,
      state: this.state,
      code_challenge: createHash('sha256')
        .update(this.verifier)
        .digest('base64url'),
      code_challenge_method: 'S256',
      ...(this.route === 'token' && { name: 'from a terminal', scopes: '*' }),
    };
  }

  /** Has somebody sign in. Returns where the browser ends, with the code. */
  async openBrowser(
    tenant: string,
    sub: string,
    query: Record<string, string> = {},
  ): Promise<URL> {
    const browser = new TestBrowser(this.portal);
    const back = await browser.startSignIn(
      this.portal,
      tenant,
      sub,
      { ...this.query, ...query },
      this.route,
    );
    const { status, headers, text } = await browser.arrive(back);
    if (status !== 302) throw new Error(`not signed in: ${status} ${text}`);
    return new URL(headers.get('location')!);
  }

  /** Exchanges a code for a session or a key. */
  redeem(code: string, verifier = this.verifier): Promise<Answer> {
    return send(`${this.portal.url}/api/tenancy/${this.route}`, 'POST', {
      body: { code, code_verifier: verifier },
    });
  }
}
