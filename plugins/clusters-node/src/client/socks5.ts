import { once } from 'node:events';
import { isIP, Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { TimeoutError } from './Deadline';

/** A proxy does not connect to the API server. */
export class ProxyRefusedError extends Error {}

const VERSION = 5;
const NO_AUTHENTICATION = 0;
const PASSWORD = 2;
const CONNECT = 1;
const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;
/** Of a name, they are said first. */
const ADDRESS_BYTES = new Map([
  [IPV4, 4],
  [IPV6, 16],
]);

/**
 * Connects through a SOCKS5 proxy (RFC 1928, 1929), which looks names up itself. undici's own agent sets no limit to how long
 * a proxy may be silent and keeps such connections for ever.
 *
 * @param toProxy - connects to the proxy
 * @param toServer - speaks TLS with the API server
 * @param timeoutMs - for the proxy's answers
 */
export function socks5Connector(
  proxyUrl: string,
  toProxy: buildConnector.connector,
  toServer: buildConnector.connector,
  timeoutMs: number,
): buildConnector.connector {
  const proxy = new URL(proxyUrl);
  const address = {
    hostname: withoutBrackets(proxy.hostname),
    host: proxy.host,
    port: proxy.port || '1080',
    protocol: 'http:',
  };
  return (server, callback) => {
    toProxy(address, (error, socket) => {
      if (error) {
        callback(error, null);
        return;
      }
      openTunnel(socket, proxy, server, timeoutMs).then(
        () => {
          if (server.protocol !== 'https:') callback(null, socket);
          else toServer({ ...server, httpSocket: socket }, callback);
        },
        reason => {
          socket.destroy();
          callback(reason, null);
        },
      );
    });
  };
}

async function openTunnel(
  socket: Socket,
  { username, password }: URL,
  { hostname, port, protocol }: buildConnector.Options,
  timeoutMs: number,
): Promise<void> {
  const timer = setTimeout(
    () => socket.destroy(new TimeoutError()),
    timeoutMs,
  ).unref();
  // Whoever waits for bytes is told; in between nobody does.
  const ignore = () => {};
  socket.on('error', ignore);
  const answers = pieces(socket);
  try {
    const methods = username ? [PASSWORD] : [NO_AUTHENTICATION];
    socket.write(Buffer.of(VERSION, methods.length, ...methods));
    const [, method] = await answers.read(2);
    if (!methods.includes(method)) throw new ProxyRefusedError();
    if (method === PASSWORD) {
      socket.write(
        Buffer.concat([Buffer.of(1), sized(username), sized(password)]),
      );
      const [, refused] = await answers.read(2);
      if (refused) throw new ProxyRefusedError();
    }
    const number = Number(port || (protocol === 'https:' ? 443 : 80));
    socket.write(
      Buffer.concat([
        Buffer.of(VERSION, CONNECT, 0),
        destination(withoutBrackets(hostname)),
        Buffer.of(number >> 8, number & 0xff),
      ]),
    );
    const [, refused, , kind] = await answers.read(4);
    if (refused) throw new ProxyRefusedError();
    // The address that the proxy connected from, and its port: they mean nothing here.
    const length = ADDRESS_BYTES.get(kind) ?? (await answers.read(1))[0];
    await answers.read(length + 2);
    answers.end();
  } finally {
    clearTimeout(timer);
    socket.off('error', ignore);
  }
}

function destination(host: string): Buffer {
  const kind = isIP(host);
  if (kind === 0) return Buffer.concat([Buffer.of(NAME), sized(host)]);
  return Buffer.of(
    kind === 4 ? IPV4 : IPV6,
    ...ipaddr.parse(host).toByteArray(),
  );
}

/** A text after its length, as far as one byte can say that. */
function sized(text: string): Buffer {
  const bytes = Buffer.from(decodeURIComponent(text));
  if (bytes.length > 255) throw new ProxyRefusedError();
  return Buffer.concat([Buffer.of(bytes.length), bytes]);
}

/** Reads what comes in pieces of known lengths. */
function pieces(socket: Socket) {
  let rest: Buffer = Buffer.alloc(0);
  return {
    async read(length: number): Promise<Buffer> {
      while (rest.length < length) {
        const more: Buffer | null = socket.read();
        if (more) rest = Buffer.concat([rest, more]);
        else await moreOf(socket);
      }
      const piece = rest.subarray(0, length);
      rest = rest.subarray(length);
      return piece;
    },
    /** @throws ProxyRefusedError where there is more: no server speaks first. */
    end(): void {
      if (rest.length > 0) throw new ProxyRefusedError();
    },
  };
}

/** @throws Error where nothing more comes */
async function moreOf(socket: Socket): Promise<void> {
  if (socket.destroyed) throw new ProxyRefusedError();
  const settled = new AbortController();
  const { signal } = settled;
  try {
    await Promise.race([
      once(socket, 'readable', { signal }),
      once(socket, 'close', { signal }).then(() => {
        throw new ProxyRefusedError();
      }),
    ]);
  } finally {
    settled.abort();
  }
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
