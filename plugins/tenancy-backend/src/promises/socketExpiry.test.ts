import livePlugin from '@wheelhouse/plugin-live-backend';
import type { LiveServerFrame } from '@wheelhouse/plugin-live-common';
import { DEAD_WITHIN_MS } from '../__testUtils__/eventually';
import { LiveClient } from '../__testUtils__/LiveClient';
import { newsPlugin } from '../__testUtils__/newsPlugin';
import { ada, ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { TestBrowser } from '../__testUtils__/TestBrowser';

const IDLE_MS = 3_000;
const ABSOLUTE_MS = 6_000;

describe('live events, and what ends by time', () => {
  let portal: Portal;
  const { news, plugin } = newsPlugin();

  beforeAll(async () => {
    portal = await startPortal({
      features: [livePlugin, plugin],
      tenancy: {
        sessions: {
          idle: { milliseconds: IDLE_MS },
          absolute: { milliseconds: ABSOLUTE_MS },
        },
      },
    });
  });
  afterAll(() => portal?.stop());

  const keyOf = async (browser: TestBrowser, wanted: object = {}) =>
    (
      await browser.request('POST', '/api/tenancy/token', {
        body: { name: 'live', scopes: ['*'], ...wanted },
      })
    ).body.apiKey as string;

  /** A page that stays open for longer than what is looked at. */
  const pageOf = async (account: string, browser: TestBrowser) => {
    const client = await LiveClient.bearer(portal, await keyOf(browser));
    await client.subscribe(`tenancy/accounts/acme/${account}`);
    return client;
  };

  it('promise 11: a session that nobody uses closes its sockets, with events coming', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const client = await LiveClient.ofBrowser(portal, browser);
    await client.subscribe('news/all');
    let over = false;
    const chatter = (async () => {
      while (!over) {
        await news.publish('news/all', 'still there?');
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    })();
    try {
      expect(await client.closed(IDLE_MS + DEAD_WITHIN_MS)).toBe('signed-out');
      expect(client.frames.at(-1)).toMatchObject({ op: 'bye' });
    } finally {
      over = true;
      await chatter;
    }
  });

  it('promise 11: a session whose time is over closes its sockets, and its other pages are told', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    const page = await pageOf('ada', browser);
    const client = await LiveClient.ofBrowser(portal, browser);
    let over = false;
    const use = (async () => {
      while (!over) {
        await browser.get('/api/tenancy/me');
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    })();
    try {
      const seen = page.frames.length;
      expect(await client.closed(ABSOLUTE_MS + DEAD_WITHIN_MS)).toBe(
        'signed-out',
      );
      await page.next(
        frame => frame.op === 'event' && frame.type === 'sessions-changed',
        seen,
      );
    } finally {
      over = true;
      await use;
    }
    await page.close();
  });

  it('promise 11: pages are told of a key that has expired', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const page = await pageOf('ben', browser);
    const client = await LiveClient.bearer(
      portal,
      await keyOf(browser, { expiresIn: 2 }),
    );
    const isChange = (frame: LiveServerFrame) =>
      frame.op === 'event' && frame.type === 'keys-changed';
    // That it was made.
    await page.next(isChange);
    const seen = page.frames.length;
    expect(await client.closed(2_000 + DEAD_WITHIN_MS)).toBe('signed-out');
    await page.next(isChange, seen);
    await page.close();
  });
});
