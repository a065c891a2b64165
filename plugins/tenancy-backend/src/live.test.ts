import livePlugin from '@wheelhouse/plugin-live-backend';
import {
  describeEachDatabase,
  POSTGRES_VARIABLE,
  testDatabaseIds,
} from '@wheelhouse/testing';
import { Cable } from './__testUtils__/Cable';
import { eventually } from './__testUtils__/eventually';
import { LiveClient } from './__testUtils__/LiveClient';
import { newsPlugin } from './__testUtils__/newsPlugin';
import { ada, ben } from './__testUtils__/people';
import { Portal, startPortal } from './__testUtils__/portal';
import { TestBrowser } from './__testUtils__/TestBrowser';

type Person = typeof ben;

/** An API key of somebody. */
async function keyAt(portal: Portal, person: Person) {
  const browser = await TestBrowser.signedIn(portal, 'acme', person);
  const { body } = await browser.request('POST', '/api/tenancy/token', {
    body: { name: 'live', scopes: ['*'] },
  });
  return body as { id: string; apiKey: string };
}

describeEachDatabase('live events', databaseId => {
  let portal: Portal;
  const { news, plugin } = newsPlugin();
  beforeAll(async () => {
    portal = await startPortal({ databaseId, features: [livePlugin, plugin] });
  });
  afterAll(() => portal?.stop());

  const keyOf = (person: Person) => keyAt(portal, person);

  it('come to a browser with a ticket, and to others with their bearer', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const { apiKey } = await keyOf(ben);
    const clients = [
      await LiveClient.ofBrowser(portal, browser),
      await LiveClient.bearer(portal, apiKey),
      await LiveClient.bearer(portal, browser.token),
    ];
    for (const client of clients) {
      expect(client.socket.protocol).toBe('wheelhouse.v1');
      expect(await client.subscribe('news/all')).toMatchObject({
        op: 'subscribed',
      });
    }
    await news.publish('news/all', { hello: 'you' });
    for (const client of clients) {
      const event = await client.next(frame => frame.op === 'event');
      expect(event).toEqual({
        op: 'event',
        id: 'news/all',
        cursor: expect.any(String),
        type: 'said',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        data: { hello: 'you' },
      });
      await client.close();
    }
  });

  it('are resumed at a cursor: nothing is missed, and nothing comes twice', async () => {
    const { apiKey } = await keyOf(ben);
    const first = await LiveClient.bearer(portal, apiKey);
    await first.subscribe('news/all');
    await news.publish('news/all', 1);
    await first.next(frame => frame.op === 'event');
    const { cursor } = first;
    await first.close();
    await news.publish('news/all', 2);
    await news.publish('news/named', { to: 'nobody' });
    await news.publish('news/all', 3);
    const second = await LiveClient.bearer(portal, apiKey);
    await second.subscribe('news/all', { cursor });
    await news.publish('news/all', 4);
    await eventually(async () => expect(second.events).toEqual([2, 3, 4]));
    expect(second.frames[0]).toEqual({
      op: 'subscribed',
      id: 'news/all',
      cursor,
    });
    await second.close();
  });

  it('are read again where a cursor is not of this log', async () => {
    const { apiKey } = await keyOf(ben);
    const client = await LiveClient.bearer(portal, apiKey);
    for (const cursor of ['made up', '00000000-1']) {
      const id = cursor;
      await client.subscribe('news/all', { id, cursor });
      expect(client.frames.filter(f => 'id' in f && f.id === id)).toEqual([
        { op: 'resync', id },
        { op: 'subscribed', id, cursor: expect.any(String) },
      ]);
    }
    await client.close();
  });
});

describe.each(testDatabaseIds)('servers with live events on %s', databaseId => {
  it('go on where the one before ended', async () => {
    // Holds the database while the others come and go.
    const keeper = await startPortal({ databaseId, onDisk: true });
    const start = async () => {
      const { news, plugin } = newsPlugin();
      const features = [livePlugin, plugin];
      return { news, server: await startPortal({ besides: keeper, features }) };
    };
    const first = await start();
    const { apiKey } = await keyAt(keeper, ben);
    const before = await LiveClient.bearer(first.server, apiKey);
    await before.subscribe('news/all');
    await first.news.publish('news/all', 1);
    await before.next(frame => frame.op === 'event');
    const { cursor } = before;
    await before.close();
    await first.news.publish('news/all', 2);
    await first.server.stop();

    const next = await start();
    const after = await LiveClient.bearer(next.server, apiKey);
    await after.subscribe('news/all', { cursor });
    await next.news.publish('news/all', 3);
    await eventually(async () => expect(after.events).toEqual([2, 3]));
    await after.close();
    await next.server.stop();
    await keeper.stop();
  });
});

const onPostgres = testDatabaseIds.includes('POSTGRES_15')
  ? describe
  : describe.skip;

onPostgres('two servers on one Postgres', () => {
  let first: Portal;
  let second: Portal;
  let cable: Cable;
  const here = newsPlugin();
  const there = newsPlugin();

  beforeAll(async () => {
    // Knex tells of connections on its own.
    jest.spyOn(console, 'log').mockImplementation();
    first = await startPortal({
      databaseId: 'POSTGRES_15',
      features: [livePlugin, here.plugin],
    });
    const url = new URL(process.env[POSTGRES_VARIABLE]!);
    cable = new Cable(new URL(url));
    await cable.mend();
    url.host = `127.0.0.1:${cable.port}`;
    second = await startPortal({
      besides: {
        ...first,
        database: { ...first.database, connection: url.href },
      },
      features: [livePlugin, there.plugin],
    });
  });
  afterAll(async () => {
    await second?.stop();
    await first?.stop();
    await cable?.cut();
    jest.restoreAllMocks();
  });

  it('deliver what either publishes, in one order, and each at the cursors of the other', async () => {
    const { apiKey } = await keyAt(first, ben);
    const clients = [
      await LiveClient.bearer(first, apiKey),
      await LiveClient.bearer(second, apiKey),
    ];
    const [subscribed] = await Promise.all(
      clients.map(client => client.subscribe('news/all')),
    );
    const { cursor } = subscribed as { cursor: string };
    const count = 200;
    await Promise.all(
      Array.from({ length: count }, (_, n) =>
        (n % 2 ? here : there).news.publish('news/all', n),
      ),
    );
    for (const client of clients) {
      await eventually(async () => expect(client.events).toHaveLength(count));
    }
    expect(new Set(clients[0].events).size).toBe(count);
    expect(clients[1].events).toEqual(clients[0].events);
    // Come to either again in the middle.
    const middle = clients[0].frames[count / 2] as { cursor: string };
    for (const server of [first, second]) {
      for (const from of [cursor, middle.cursor]) {
        const client = await LiveClient.bearer(server, apiKey);
        await client.subscribe('news/all', { cursor: from });
        const missed =
          from === cursor
            ? clients[0].events
            : clients[0].events.slice(count / 2);
        await eventually(async () => expect(client.events).toEqual(missed));
        await client.close();
      }
    }
    await Promise.all(clients.map(client => client.close()));
  });

  it('take a right away on both', async () => {
    const { apiKey } = await keyAt(first, ben);
    here.news.readers.add(ben.email);
    there.news.readers.add(ben.email);
    const client = await LiveClient.bearer(second, apiKey);
    const channel = 'news/readers/a';
    await client.subscribe(channel);
    here.news.readers.delete(ben.email);
    there.news.readers.delete(ben.email);
    here.news.live.rightsChanged(channel);
    await here.news.publish(channel, 'not for them');
    await client.next(frame => frame.op === 'error' && frame.id === channel);
    expect(client.events).toEqual([]);
    await client.close();
  });

  it('promise 28: a server that lost its database delivers nothing, tells its clients, and misses nothing afterwards', async () => {
    const { apiKey } = await keyAt(first, ben);
    const client = await LiveClient.bearer(second, apiKey);
    await client.subscribe('news/all');
    await here.news.publish('news/all', 'before');
    await client.next(frame => frame.op === 'event');

    await cable.cut();
    await expect(there.news.publish('news/all', 'lost')).rejects.toThrow();
    await here.news.publish('news/all', 'meanwhile');
    expect(await client.closed(30_000)).toBe('unavailable');
    expect(client.events).toEqual(['before']);

    await cable.mend();
    await eventually(async () => {
      const again = await LiveClient.bearer(second, apiKey);
      await again.subscribe('news/all', { cursor: client.cursor });
      await there.news.publish('news/all', 'after');
      await eventually(async () =>
        expect(again.events).toEqual(['meanwhile', 'after']),
      );
      await again.close();
    }, 20_000);
  });
});
