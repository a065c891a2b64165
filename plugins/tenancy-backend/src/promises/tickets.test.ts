import livePlugin from '@wheelhouse/plugin-live-backend';
import { dumpDatabase } from '../__testUtils__/dumpDatabase';
import { tryToOpen } from '../__testUtils__/LiveClient';
import { ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { TestBrowser } from '../__testUtils__/TestBrowser';

const TICKET_MS = 30_000;

/** Only the time of day is moved. */
const everyTimer = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
  ...(['setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval'] as const),
  ...(['setTimeout', 'clearTimeout'] as const),
];

describe('tickets of live events', () => {
  const logLines: string[] = [];
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({
      onDisk: true,
      onLog: line => logLines.push(line),
      features: [livePlugin],
    });
  });
  afterAll(() => portal?.stop());

  const ticketOf = async (browser: TestBrowser): Promise<string> =>
    (await browser.request('POST', '/api/live/ticket')).body.ticket;
  const open = (ticket: string) =>
    tryToOpen(portal, { ticket, origin: portal.url });

  it('promise 16: stand in no table and no line of the log as they could be used', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const used = await ticketOf(browser);
    await (await open(used)).socket!.close();
    // What is refused is written about too.
    expect((await open(used)).status).toBe(401);
    const unused = await ticketOf(browser);
    const places: Record<string, string> = {
      log: logLines.join(''),
      ...(await dumpDatabase(portal)),
    };
    expect(places.log).toContain('/api/live/ws');
    expect(places['live.sqlite live_ticket']).toContain('"hash"');
    const found = Object.entries(places).flatMap(([place, content]) =>
      [used, unused].some(ticket => content.includes(ticket)) ? [place] : [],
    );
    expect(found).toEqual([]);
    const { status, socket } = await open(unused);
    expect(status).toBe(101);
    await socket!.close();
  });

  it('promise 16: are worth nothing once their time is over', async () => {
    const browser = await TestBrowser.signedIn(portal, 'acme', ben);
    const ticket = await ticketOf(browser);
    jest.useFakeTimers({ doNotFake: everyTimer, now: Date.now() + TICKET_MS });
    try {
      const { status, body } = await open(ticket);
      expect(status).toBe(401);
      expect(body.error.message).toContain('older than 30 seconds');
    } finally {
      jest.useRealTimers();
    }
  });
});
