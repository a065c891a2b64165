import { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

/** Never another. */
const LOOPBACK = '127.0.0.1';

interface Certificate {
  /** PEM; it is its own authority. */
  certificate: string;
  key: string;
}

let certificate: Promise<Certificate> | undefined;

/** One certificate for all clusters of a process, made when the first one starts. */
function loopbackCertificate(): Promise<Certificate> {
  certificate ??= generate([{ name: 'commonName', value: 'kube-apiserver' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: LOOPBACK },
        ],
      },
    ],
  }).then(made => ({ certificate: made.cert, key: made.private }));
  return certificate;
}

/** A server that listens on the loopback, with TLS: kubectl sends its token over nothing else. */
export interface LoopbackServer {
  /** `https://127.0.0.1:PORT` */
  url: string;
  /** PEM */
  ca: string;
  stop(): Promise<void>;
}

/** @throws Error where the port is in use */
export async function startLoopbackServer(
  port: number,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LoopbackServer> {
  const made = await loopbackCertificate();
  const server = createServer(
    { cert: made.certificate, key: made.key },
    handler,
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    url: `https://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    ca: made.certificate,
    stop: () => close(server),
  };
}

async function close(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
