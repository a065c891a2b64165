import { once } from 'node:events';
import { createServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { podAt } from './pods';

/** Serves lists of pods, in pages where one asks for pages, and watches in which nothing happens. */
export class PodServer {
  private constructor(
    readonly url: string,
    readonly stop: () => Promise<void>,
  ) {}

  /** @param count - how many pods there are; with the label `size=few`, ten of them */
  static async start(count: number): Promise<PodServer> {
    const pods = Array.from({ length: count }, (_, index) =>
      Buffer.from(JSON.stringify(podAt(index))),
    );
    const server = createServer((req, res) => {
      const { searchParams: query } = new URL(
        req.url ?? '/',
        'http://localhost',
      );
      res.writeHead(200, { 'content-type': 'application/json' });
      if (query.get('watch') === 'true') {
        res.flushHeaders();
        return;
      }
      const few = query.get('labelSelector') === 'size=few';
      void sendList(res, few ? pods.slice(0, 10) : pods, query);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new PodServer(`http://127.0.0.1:${port}`, async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
  }
}

async function sendList(
  res: ServerResponse,
  pods: Buffer[],
  query: URLSearchParams,
): Promise<void> {
  const begin = Number(query.get('continue') ?? 0);
  const end = Math.min(
    begin + Number(query.get('limit') ?? Infinity),
    pods.length,
  );
  const next = end < pods.length ? String(end) : '';
  res.write(
    `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"2000000","continue":"${next}"},"items":[`,
  );
  for (let index = begin; index < end; index += 1) {
    if (index > begin) res.write(',');
    if (!res.write(pods[index])) await once(res, 'drain');
  }
  res.end(']}');
}
