import livePlugin from '@wheelhouse/plugin-live-backend';
import { describeEachDatabase } from '@wheelhouse/testing';
import { eventually } from './__testUtils__/eventually';
import { LiveClient } from './__testUtils__/LiveClient';
import { newsPlugin } from './__testUtils__/newsPlugin';
import { ada, ben } from './__testUtils__/people';
import { Portal, startPortal } from './__testUtils__/portal';
import { TestBrowser } from './__testUtils__/TestBrowser';

describeEachDatabase('live events', databaseId => {
  let portal: Portal;
  const { news, plugin } = newsPlugin();
  beforeAll(async () => {
    portal = await startPortal({ databaseId, features: [livePlugin, plugin] });
  });
  afterAll(() => portal?.stop());

  const keyOf = async (person: typeof ben, scopes = ['*']) => {
    const browser = await TestBrowser.signedIn(portal, 'acme', person);
    const { body } = await browser.request('POST', '/api/tenancy/token', {
      body: { name: 'live', scopes },
    });
    return body as { id: string; apiKey: string };
  };

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
