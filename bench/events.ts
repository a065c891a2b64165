import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';
import { LiveClients } from './lib/liveClients';
import { LiveServer, startBare, startLive } from './lib/liveServers';

const SOCKETS = 2_000;
const ROUNDS = 8;
/** Events of one measurement, and before the first. */
const EVENTS = 60;
const WARM_UP = 60;
/** Rounds of opening all sockets, and how often they are opened before. */
const MEMORY_ROUNDS = 4;
const MEMORY_WARM_UP = 3;
/**
 * How often garbage is collected before memory is read. Code that only the start needed is given up after having been left alone for
 * many collections.
 */
const COLLECTIONS = 10;
/** Who comes back at once, and what happened while they were away. */
const RETURNING = 5_000;
const MISSED = 3;

/** About as much as a step of a restart tells. */
const DATA = {
  id: '0b2f6c58-9f0e-4a43-8f3c-0f3a5d8f6e11',
  state: 'rolling',
  workload: 'dev/payments/deployments/checkout',
  pods: Array.from({ length: 3 }, (_, n) => ({
    name: `checkout-6f9b7c5d4-x${n}`,
    ready: n > 0,
  })),
};

/** What it costs to tell many at once. */
export async function* measure(): AsyncIterable<Outcome> {
  const returned = await comeBack();
  const live = await startLive(SOCKETS);
  const bare = await startBare(SOCKETS);
  try {
    for (let n = 0; n < MEMORY_WARM_UP; n += 1) {
      await memoryOfSocket(live);
      await memoryOfSocket(bare);
    }
    const memory = await interleave({
      rounds: MEMORY_ROUNDS,
      ours: () => memoryOfSocket(live),
      other: () => memoryOfSocket(bare),
    });
    const ours = new LiveClients(live);
    const other = new LiveClients(bare);
    await ours.open();
    await other.open();
    await ours.publish(WARM_UP, DATA);
    await other.publish(WARM_UP, DATA);
    yield {
      name: 'Delivering an event to one of 2,000 sockets: the portal ÷ `ws` alone that sends the same frames, CPU time',
      // 0.7 of its deliveries in the same time.
      target: 1 / 0.7,
      noise: { median: 1.05, middleHalf: 1.25 },
      found: await interleave({
        rounds: ROUNDS,
        ours: () => cpuOfDelivery(live, ours),
        other: () => cpuOfDelivery(bare, other),
      }),
      show: microseconds => `${microseconds.toFixed(2)} µs`,
      notes: [
        `${EVENTS} events of ${
          JSON.stringify(DATA).length
        } bytes a measurement, ${ROUNDS} rounds; writing them to SQLite and checking the key of each socket every 1.5 s included`,
        returned,
      ],
    };
    yield {
      name: 'Heap of an idle socket that follows one channel: the portal ÷ `ws` alone',
      target: 1.5,
      noise: { median: 1.05, middleHalf: 1.1 },
      found: memory,
      show: bytes => `${(bytes / 1000).toFixed(1)} kB`,
      notes: [
        `${SOCKETS} sockets, each with a key of its own whose owner is in 20 groups, ${
          2 * MEMORY_ROUNDS
        } times; after collecting garbage, less what it was without them`,
      ],
    };
    await ours.drop();
    await other.drop();
  } finally {
    await live.server.stop();
    await bare.server.stop();
  }
}

/** CPU time of the server for each frame, in microseconds. */
async function cpuOfDelivery(at: LiveServer, clients: LiveClients) {
  const before = await at.server.ask('cpu');
  await clients.publish(EVENTS, DATA);
  const used = (await at.server.ask('cpu')) - before;
  return used / (EVENTS * SOCKETS);
}

async function memoryOfSocket(at: LiveServer): Promise<number> {
  const clients = new LiveClients(at);
  const before = await heapOf(at);
  await clients.open();
  const after = await heapOf(at);
  await clients.drop();
  return (after - before) / SOCKETS;
}

async function heapOf({ server }: LiveServer): Promise<number> {
  for (let n = 1; n < COLLECTIONS; n += 1) await server.ask('heap');
  return server.ask('heap');
}

/**
 * Many clients are cut off, miss events, and come back all at the same time.
 *
 * @throws Error where one of them misses an event, or gets one twice.
 */
async function comeBack(): Promise<string> {
  const live = await startLive(RETURNING);
  try {
    const clients = new LiveClients(live);
    await clients.open();
    await clients.publish(1, DATA);
    await clients.drop();
    await clients.publishToNobody(MISSED, DATA);
    const began = performance.now();
    await clients.open({ atOnce: true });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    await clients.publish(1, DATA);
    await clients.drop();
    return `${RETURNING} clients that came back at once were there within ${seconds} s; each had missed ${MISSED} events, and has each once`;
  } finally {
    await live.server.stop();
  }
}
