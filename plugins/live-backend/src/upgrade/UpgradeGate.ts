import { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What an upgrade comes with. */
export interface Upgrade {
  connection: Duplex;
  head: Buffer;
}

/** An upgrade that another plugin's listener leaves alone as well is ended after so long, in milliseconds. */
const UNHANDLED_MS = 10_000;

/**
 * Leads upgrades of one path through the server's own request handling, as if they were requests: they are limited, logged, and
 * refused with a readable error like any other. The route of that path takes them over.
 *
 * Node tells listeners for `upgrade` of those of all paths. Where we are the only one, others are treated as if there was
 * none, which is how Node treats them: as plain requests.
 */
export class UpgradeGate {
  readonly #servers = new WeakSet<Server>();
  readonly #upgrades = new WeakMap<IncomingMessage, Upgrade>();

  constructor(private readonly path: string) {}

  /** Listens at a server, once. */
  attach(server: Server): void {
    if (this.#servers.has(server)) return;
    this.#servers.add(server);
    server.on('upgrade', (request, connection, head) => {
      const [path] = (request.url ?? '').split('?');
      if (path === this.path) {
        this.#upgrades.set(request, { connection, head });
        this.#handle(server, request, connection);
      } else if (server.listenerCount('upgrade') === 1) {
        this.#handle(server, request, connection);
      } else {
        endUnhandled(connection);
      }
    });
  }

  /** What a request came with, for whoever takes it over; undefined: it is a plain request. */
  take(
    request: IncomingMessage,
    response: ServerResponse,
  ): Upgrade | undefined {
    const upgrade = this.#upgrades.get(request);
    if (!upgrade) return undefined;
    this.#upgrades.delete(request);
    response.detachSocket(upgrade.connection as never);
    upgrade.connection.off('error', ignore);
    return upgrade;
  }

  #handle(server: Server, request: IncomingMessage, connection: Duplex): void {
    // Node has let go of the connection, with its errors.
    connection.on('error', ignore);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(connection as never);
    response.once('finish', () => {
      response.detachSocket(connection as never);
      connection.end(() => connection.destroy());
    });
    server.emit('request', request, response);
  }
}

function endUnhandled(connection: Duplex): void {
  const { bytesWritten: before } = connection as { bytesWritten?: number };
  setTimeout(() => {
    const { bytesWritten: now } = connection as { bytesWritten?: number };
    if (now === before) connection.destroy();
  }, UNHANDLED_MS).unref();
}

function ignore(): void {}
