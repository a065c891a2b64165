import { randomBytes } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { notSignedIn } from './keyAnswer';

/** How long somebody may take to sign in, in milliseconds. */
const PATIENCE = 180_000;
const PAGE =
  '<!doctype html><meta charset="utf-8"><title>s</title><p>Signed in. You can close this page and go back to the terminal.';

/** Waits on the loopback for a browser that comes back with a code (RFC 8252 §7.3). */
export class LoopbackReceiver {
  private constructor(
    private readonly server: HttpServer,
    readonly redirectUri: string,
    /** By which the browser that was sent is known. */
    readonly state: string,
    /** The code that came back. */
    readonly code: Promise<string>,
  ) {}

  static async start(): Promise<LoopbackReceiver> {
    const state = randomBytes(16).toString('hex');
    let received: (code: string) => void = () => {};
    let failed: (error: Error) => void = () => {};
    const code = new Promise<string>((resolve, reject) => {
      received = resolve;
      failed = reject;
    });
    code.catch(() => {});
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const { searchParams } = url;
      // Whoever does not know the state is not the browser that was sent.
      if (url.pathname !== '/done' || searchParams.get('state') !== state) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'",
        connection: 'close',
      });
      response.end(PAGE);
      const found = searchParams.get('code');
      if (found) received(found);
      else failed(notSignedIn(searchParams.get('error') ?? 'it was refused'));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const timer = setTimeout(
      () => failed(notSignedIn(`nobody signed in within ${PATIENCE / 1000} s`)),
      PATIENCE,
    );
    timer.unref();
    const { port } = server.address() as AddressInfo;
    return new LoopbackReceiver(
      server,
      `http://127.0.0.1:${port}/done`,
      state,
      code.finally(() => clearTimeout(timer)),
    );
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
