import { ada, ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { sendAs, TestBrowser } from '../__testUtils__/TestBrowser';

const IDLE_MS = 3_000;
const ABSOLUTE_MS = 9_000;

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal({
    tenancy: {
      sessions: {
        idle: { milliseconds: IDLE_MS },
        absolute: { milliseconds: ABSOLUTE_MS },
      },
    },
  });
});
afterAll(() => portal?.stop());

const statusOf = async (browser: TestBrowser) =>
  (await sendAs(portal, browser.token, 'GET', '/api/tenancy/me')).status;
const pause = () => new Promise(resolve => setTimeout(resolve, 200));

describe('promise 14: the end of a session', () => {
  it('promise 14: comes when nobody uses it, and at the latest when its time is over', async () => {
    const unused = await TestBrowser.signedIn(portal, 'acme', ben);
    const began = Date.now();
    const used = await TestBrowser.signedIn(portal, 'acme', ada);
    while (Date.now() < began + IDLE_MS * 2) {
      expect(await statusOf(used)).toBe(200);
      await pause();
    }
    expect(await statusOf(unused)).toBe(401);
    expect((await unused.refresh()).status).toBe(401);

    while (
      (await statusOf(used)) === 200 &&
      Date.now() < began + ABSOLUTE_MS + 5_000
    ) {
      await pause();
    }
    expect(Date.now()).toBeGreaterThanOrEqual(began + ABSOLUTE_MS - 1_000);
    expect(await statusOf(used)).toBe(401);
    expect((await used.refresh()).status).toBe(401);
  });
});
