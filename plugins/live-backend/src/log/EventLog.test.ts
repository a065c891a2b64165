import { mockServices } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createTestDatabases } from '@wheelhouse/testing';
import { LogEvent, LogStore } from '../store/LogStore';
import { EventLog } from './EventLog';
import { RecentEvents } from './RecentEvents';

const databases = createTestDatabases();

/** A server's log over a store that all of them share. */
async function openLog(store: LogStore) {
  const log = await EventLog.open(store, mockServices.logger.mock());
  const accepted: unknown[] = [];
  const gap = jest.fn();
  log.follow({ accepted: event => accepted.push(JSON.parse(event.data)), gap });
  return { log, accepted, gap };
}

const event = (data: unknown) => ({
  channel: 'news/all',
  type: 'said',
  time: new Date().toISOString(),
  data: JSON.stringify(data),
});

async function newStore() {
  const db = await databases.init('SQLITE_3');
  await db.migrate.latest({
    directory: resolvePackagePath(
      '@wheelhouse/plugin-live-backend',
      'migrations',
    ),
  });
  return new LogStore(db);
}

describe('EventLog', () => {
  it('accepts each event once and in order, of whichever server, whenever it hears of them', async () => {
    const store = await newStore();
    const [one, other] = [await openLog(store), await openLog(store)];
    await one.log.publish(event(1));
    await one.log.publish(event(2));
    // It has not heard of the two yet.
    await other.log.publish(event(3));
    one.log.wake();
    other.log.wake();
    await other.log.publish(event(4));
    one.log.wake();
    const all = [1, 2, 3, 4];
    await expectEventually(() => expect(one.accepted).toEqual(all));
    await expectEventually(() => expect(other.accepted).toEqual(all));
  });

  it('tells when events were gone before it heard of them', async () => {
    const store = await newStore();
    const [one, other] = [await openLog(store), await openLog(store)];
    for (let n = 1; n <= 5; n += 1) await one.log.publish(event(n));
    await store.trim(new Date(0), 2);
    other.log.wake();
    await expectEventually(() => expect(other.accepted).toEqual([4, 5]));
    expect(other.gap).toHaveBeenCalledTimes(1);
    expect(other.log.recent('news/all', 2)).toBeUndefined();
    expect(other.log.recent('news/all', 3)).toHaveLength(2);
  });

  it('reads on after the database had failed', async () => {
    const store = await newStore();
    const [one, other] = [await openLog(store), await openLog(store)];
    const failing = jest
      .spyOn(store, 'after')
      .mockRejectedValueOnce(new Error('down'));
    await one.log.publish(event(1));
    other.log.wake();
    await expectEventually(() => expect(other.accepted).toEqual([1]));
    expect(failing).toHaveBeenCalledTimes(2);
  });

  it('knows cursors that others have given, and none of what is not kept or not there', async () => {
    const store = await newStore();
    const [one, other] = [await openLog(store), await openLog(store)];
    for (let n = 1; n <= 5; n += 1) await one.log.publish(event(n));
    const at = (sequence: number) =>
      other.log.sequenceOf(one.log.cursorOf(sequence));
    expect(await at(5)).toBe(5);
    expect(await at(6)).toBeUndefined();
    await store.trim(new Date(0), 2);
    expect(await at(3)).toBe(3);
    expect(await at(2)).toBeUndefined();
    const elsewhere = await openLog(await newStore());
    const foreign = elsewhere.log.cursorOf(0);
    expect(await one.log.sequenceOf(foreign)).toBeUndefined();
  });

  it('refuses what cannot be written, and goes on', async () => {
    const store = await newStore();
    const { log, accepted } = await openLog(store);
    jest.spyOn(store, 'append').mockRejectedValueOnce(new Error('full'));
    await expect(log.publish(event(1))).rejects.toThrow('full');
    await log.publish(event(2));
    expect(accepted).toEqual([2]);
  });
});

describe('RecentEvents', () => {
  const big = 'x'.repeat(1_000_000);
  const logged = (sequence: number, channel: string, data = '1'): LogEvent => ({
    ...event(1),
    sequence,
    channel,
    data,
  });

  it('holds the end of the log, bounded in count and size', () => {
    const recent = new RecentEvents(0);
    for (let n = 1; n <= 20; n += 1) recent.add(logged(n, 'a', big));
    expect(recent.reaches(11)).toBe(false);
    expect(recent.after('a', 12)).toHaveLength(8);
    for (let n = 21; n <= 7_000; n += 1) {
      recent.add(logged(n, n % 2 ? 'a' : 'b'));
    }
    expect(recent.after('a', 1_999)).toBeUndefined();
    expect(recent.after('a', 2_000)).toHaveLength(2_500);
    expect(recent.after('b', 6_998)?.map(e => e.sequence)).toEqual([7_000]);
    expect(recent.after('c', 6_998)).toEqual([]);
  });
});

/** Repeats until no expectation fails any more. */
async function expectEventually(expectation: () => void): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    try {
      expectation();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
