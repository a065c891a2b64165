import { once } from 'node:events';
import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';

/** The way to a database, which can be cut and mended. */
export class Cable {
  readonly #sockets = new Set<Socket>();
  #server: Server;
  port = 0;

  constructor(private readonly database: URL) {
    this.#server = this.#createServer();
  }

  async mend() {
    this.#server = this.#createServer();
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async cut() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #createServer(): Server {
    return createServer(near => {
      const { hostname, port } = this.database;
      const far = connect(Number(port || 5432), hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
  }
}
