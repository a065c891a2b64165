import { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import type { IncomingMessage } from 'node:http';

/** From which pages sockets may be opened. */
export class OriginRule {
  readonly #allowed: ReadonlySet<string>;

  constructor(config: Config, more: readonly string[]) {
    const own = ['app.baseUrl', 'backend.baseUrl'].map(
      key => new URL(config.getString(key)).origin,
    );
    this.#allowed = new Set([...own, ...more]);
  }

  /**
   * A browser always says which page opens a socket, and sends the cookies of this site with it. Whatever could come from a browser
   * must therefore say so, and come from a page that we know.
   *
   * @throws NotAllowedError
   */
  check(request: IncomingMessage, hasTicket: boolean): void {
    const { origin, cookie } = request.headers;
    if (origin === undefined) {
      if (cookie === undefined && !hasTicket) return;
      throw new NotAllowedError(
        'A socket that is opened with a cookie or a ticket needs an Origin. Outside of a browser, send a bearer and nothing else.',
      );
    }
    if (!this.#allowed.has(origin)) {
      throw new NotAllowedError(
        'Sockets cannot be opened from pages of this origin',
      );
    }
  }
}
