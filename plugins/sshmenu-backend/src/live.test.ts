import { liveChannelOf } from '@wheelhouse/plugin-sshmenu-common';
import type { Portal } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/portal';
import { TestBrowser } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import { Machine } from './__testUtils__/Machine';
import { keyOf, startMenuPortal } from './__testUtils__/menuPortal';
import { ben, cleo, hana } from './__testUtils__/people';

jest.setTimeout(120_000);

const PAYMENTS = 'group:acme/payments';
const WEB = { name: 'web', host: 'web.example' };

let portal: Portal;
beforeAll(async () => {
  portal = await startMenuPortal();
});
afterAll(() => portal?.stop());

interface Frame {
  op: string;
  id?: string;
  name?: string;
  type?: string;
  data?: { ids?: string[] };
}

/** A socket that keeps what it is told. */
class Listener {
  readonly frames: Frame[] = [];
  readonly #waiting: (() => void)[] = [];

  private constructor(readonly socket: WebSocket) {
    socket.on('message', text => {
      this.frames.push(JSON.parse(String(text)));
      this.#waiting.splice(0).forEach(wake => wake());
    });
  }

  static async open(bearer: string): Promise<Listener> {
    const socket = new WebSocket(
      `${portal.url.replace('http', 'ws')}/api/live/ws`,
      'wheelhouse.v1',
      { headers: { authorization: `Bearer ${bearer}` } },
    );
    await once(socket, 'open');
    return new Listener(socket);
  }

  async follow(channel: string): Promise<Frame> {
    this.socket.send(JSON.stringify({ op: 'subscribe', id: channel, channel }));
    return this.next(frame => frame.id === channel);
  }

  async next(wanted: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const index = this.frames.findIndex(wanted);
      if (index >= 0) return this.frames.splice(index, 1)[0];
      await new Promise<void>(wake => {
        this.#waiting.push(wake);
      });
    }
  }
}

it('what a machine changes is told to whoever may see it, and to nobody else', async () => {
  const bens = await TestBrowser.signedIn(portal, 'acme', ben);
  const cleos = await TestBrowser.signedIn(portal, 'acme', cleo);
  const hanas = await TestBrowser.signedIn(portal, 'globex', hana);
  const machine = new Machine(portal, await keyOf(bens));
  const follower = await Listener.open(await keyOf(cleos));
  const stranger = await Listener.open(await keyOf(hanas));
  const narrow = await Listener.open(await keyOf(bens, ['live:read']));
  const group = liveChannelOf(PAYMENTS, '');
  const mine = liveChannelOf('mine', 'user:acme/ben');

  expect(await follower.follow(group)).toMatchObject({ op: 'subscribed' });
  for (const [listener, channel] of [
    [follower, mine],
    [stranger, group],
    [stranger, mine],
    [narrow, group],
    [narrow, mine],
  ] as const) {
    expect(await listener.follow(channel)).toMatchObject({
      op: 'error',
      name: 'NotFoundError',
    });
  }
  const owner = await Listener.open(machine.bearer);
  expect(await owner.follow(mine)).toMatchObject({ op: 'subscribed' });

  await machine.sync();
  const [shared, own] = [randomUUID(), randomUUID()];
  machine.add(WEB, PAYMENTS, shared);
  machine.add(WEB, 'mine', own);
  machine.connect(shared);
  await machine.sync();
  const isEvent = (frame: Frame) => frame.op === 'event';
  expect(await follower.next(isEvent)).toMatchObject({
    type: 'changed',
    data: { ids: [shared] },
  });
  expect(await owner.next(isEvent)).toMatchObject({
    type: 'changed',
    data: { ids: [own] },
  });
  expect(await owner.next(isEvent)).toMatchObject({
    type: 'used',
    data: { ids: [shared] },
  });
  expect(stranger.frames.filter(isEvent)).toEqual([]);
  expect(narrow.frames.filter(isEvent)).toEqual([]);
  for (const { socket } of [follower, stranger, narrow, owner]) {
    socket.terminate();
  }
});
