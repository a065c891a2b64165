import {
  CoreV1Api,
  KubeConfig,
  ListWatch,
  Watch,
} from '@kubernetes/client-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout } from 'node:timers/promises';
import { HttpClusterClient } from '../../plugins/clusters-node/src/client/HttpClusterClient';
import { readPod } from '../../plugins/restarts-backend/src/rules/pods';

// Holds all pods of a server, in one of two ways, and answers how many bytes of heap one takes: node cache.ts KIND URL COUNT

const [kind, url, count] = process.argv.slice(2);
const logger: LoggerService = {
  error: console.error,
  warn: console.error,
  info() {},
  debug() {},
  child: () => logger,
};

/** Something that holds pods. */
interface Holder {
  readonly size: number;
}

/** What the portal's restarts hold of pods. */
function reflect(labelSelector?: string): Holder {
  const client = new HttpClusterClient(
    'bench',
    { server: url, tls: {}, auth: { kind: 'none' } },
    {
      limits: {
        connectMs: 5_000,
        requestMs: 60_000,
        watchMs: 300_000,
        allowedCommands: [],
        allowLinkLocal: false,
      },
      logger,
    },
  );
  return client.reflect({ path: '/api/v1/pods', labelSelector, keep: readPod });
}

function listWatch(labelSelector?: string): Holder {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'bench', server: url, skipTLSVerify: true }],
    users: [{ name: 'bench' }],
    contexts: [{ name: 'bench', cluster: 'bench', user: 'bench' }],
    currentContext: 'bench',
  });
  const api = config.makeApiClient(CoreV1Api);
  const held = new ListWatch(
    '/api/v1/pods',
    new Watch(config),
    () => api.listPodForAllNamespaces({ labelSelector }),
    true,
    labelSelector,
  );
  return {
    get size() {
      return held.list().length;
    },
  };
}

/** Of the heap, when all that nobody holds is gone. */
async function heapAtRest(): Promise<number> {
  for (let i = 0; i < 4; i += 1) {
    globalThis.gc!();
    await setTimeout(50);
  }
  return process.memoryUsage().heapUsed;
}

async function filled(holder: Holder, size: number): Promise<Holder> {
  while (holder.size < size) await setTimeout(50);
  return holder;
}

async function main() {
  const hold = kind === 'reflector' ? reflect : listWatch;
  // What is loaded and compiled at the first use is held by neither.
  const few = await filled(hold('size=few'), 10);
  const before = await heapAtRest();
  const all = await filled(hold(), Number(count));
  const bytes = ((await heapAtRest()) - before) / Number(count);
  if (few.size + all.size !== Number(count) + 10)
    throw new Error('Pods are missing');
  process.send!({ bytes }, () => process.exit());
}

void main();
