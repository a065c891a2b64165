import { FakeServer } from '../__testUtils__/FakeServer';
import type { LiveFollower } from './liveApi';
import { LiveClient } from './LiveClient';

let server: FakeServer;
beforeEach(() => {
  jest.useFakeTimers();
  server = new FakeServer();
});
afterEach(() => {
  server.stop();
  jest.useRealTimers();
});

function setUp() {
  const client = new LiveClient({
    discoveryApi: {
      getBaseUrl: async id => `https://portal.example/api/${id}`,
    },
    fetchApi: { fetch: server.fetch as unknown as typeof fetch },
  });
  const heard: string[] = [];
  const follower = (name: string): LiveFollower => ({
    onEvent: event => heard.push(`${name}: ${event.data}`),
    onResync: () => heard.push(`${name}: resync`),
    onRefused: refusal => heard.push(`${name}: ${refusal.name}`),
  });
  return { client, heard, follower };
}

/** Lets what was promised happen, without time passing. */
const settle = () => jest.advanceTimersByTimeAsync(0);

/** A client that follows one channel, which stands. */
async function following() {
  const parts = setUp();
  const stop = parts.client.follow('news/all', parts.follower('a'));
  await settle();
  server.socket.accept();
  server.socket.tell({ op: 'subscribed', id: '1', cursor: 'c0' });
  parts.heard.length = 0;
  return { ...parts, stop };
}

const event = (id: string, data: unknown, cursor = `c${data}`) => ({
  op: 'event' as const,
  id,
  cursor,
  type: 'said',
  time: '2026-03-01T08:00:00Z',
  data,
});

/** The cursors that the newest socket goes on at, by channel. */
const cursors = () =>
  Object.fromEntries(
    server.socket.subscribed.map(({ channel, cursor }) => [channel, cursor]),
  );

describe('LiveClient', () => {
  it('opens one socket for all who follow, with a ticket, and only when somebody does', async () => {
    const { client, heard, follower } = setUp();
    await settle();
    expect(server.fetch).not.toHaveBeenCalled();
    client.follow('news/all', follower('a'));
    client.follow('news/all', follower('b'));
    client.follow('news/other', follower('c'));
    await settle();
    expect(server.sockets).toHaveLength(1);
    expect(server.socket).toMatchObject({
      url: 'wss://portal.example/api/live/ws?ticket=ticket-1',
      protocol: 'wheelhouse.v1',
    });
    server.socket.accept();
    expect(cursors()).toEqual({
      'news/all': undefined,
      'news/other': undefined,
    });
    server.socket.tell({ op: 'subscribed', id: '1', cursor: 'c0' });
    server.socket.tell(event('1', 1));
    server.socket.tell(event('2', 2));
    expect(heard).toEqual(['a: resync', 'b: resync', 'a: 1', 'b: 1', 'c: 2']);
  });

  it('goes on where a lost connection ended, and tells when it is not live', async () => {
    const { client, heard } = await following();
    const states: string[] = [];
    client.onStateChange(() => states.push(client.state));
    server.socket.tell(event('1', 1));
    server.socket.lose();
    expect(states).toEqual(['waiting']);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(server.sockets).toHaveLength(2);
    server.socket.accept();
    expect(cursors()).toEqual({ 'news/all': 'c1' });
    expect(states).toEqual(['waiting']);
    server.socket.tell({ op: 'subscribed', id: '1', cursor: 'c1' });
    expect(states).toEqual(['waiting', 'live']);
    server.socket.tell(event('1', 2));
    expect(heard).toEqual(['a: 1', 'a: 2']);
  });

  it('has everything read again where the server no longer knows what was missed', async () => {
    const { heard } = await following();
    server.socket.lose();
    await jest.advanceTimersByTimeAsync(1_000);
    server.socket.accept();
    server.socket.tell({ op: 'resync', id: '1' });
    expect(heard).toEqual([]);
    server.socket.tell({ op: 'subscribed', id: '1', cursor: 'c9' });
    expect(heard).toEqual(['a: resync']);
  });

  it('waits longer each time, never in step with others, and as long as it is told', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    await following();
    server.ticketStatus = 503;
    server.socket.lose();
    const tries = () => server.fetch.mock.calls.length - 1;
    for (const [seconds, expected] of [
      [0.5, 1],
      [1, 2],
      [2, 3],
      [4, 4],
      [8, 5],
      [15, 6],
      [15, 7],
    ]) {
      await jest.advanceTimersByTimeAsync(seconds * 1_000 - 1);
      expect(tries()).toBe(expected - 1);
      await jest.advanceTimersByTimeAsync(1);
      expect(tries()).toBe(expected);
    }
    server.ticketHeaders = { 'Retry-After': '20' };
    await jest.advanceTimersByTimeAsync(15_000);
    await jest.advanceTimersByTimeAsync(34_000);
    expect(tries()).toBe(8);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(tries()).toBe(9);
    random.mockRestore();
  });

  it('asks for a ticket at once when it was signed out, so that the page learns of it', async () => {
    await following();
    await jest.advanceTimersByTimeAsync(11_000);
    server.ticketStatus = 401;
    server.socket.tell({ op: 'bye', reason: 'signed-out' });
    server.socket.lose();
    await settle();
    expect(server.fetch).toHaveBeenCalledTimes(2);
  });

  it.each(['online', 'pageshow'])(
    'does not wait any longer when the machine is back (%s)',
    async name => {
      await following();
      server.socket.lose();
      window.dispatchEvent(new Event(name));
      await settle();
      expect(server.sockets).toHaveLength(2);
    },
  );

  it('finds out that a connection died while the tab slept', async () => {
    const { client } = await following();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(server.socket.frames.at(-1)).toEqual({
      op: 'unsubscribe',
      id: 'probe',
    });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(client.state).toBe('waiting');
    await jest.advanceTimersByTimeAsync(1_000);
    // The clients of the other tests are in the same page.
    expect(server.sockets.length).toBeGreaterThan(1);
  });

  it('keeps a silent connection that answers', async () => {
    const { client } = await following();
    await jest.advanceTimersByTimeAsync(30_000);
    server.socket.tell({
      op: 'error',
      id: 'probe',
      name: 'NotFoundError',
      message: '',
    });
    await jest.advanceTimersByTimeAsync(20_000);
    expect(client.state).toBe('live');
    expect(server.sockets).toHaveLength(1);
  });

  it('gives up a silent connection that does not answer, and goes on over another', async () => {
    const { client, heard } = await following();
    server.socket.tell(event('1', 1));
    await jest.advanceTimersByTimeAsync(30_000);
    expect(client.state).toBe('live');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(client.state).toBe('waiting');
    expect(server.sockets[0].readyState).toBe(3);
    await jest.advanceTimersByTimeAsync(1_000);
    server.socket.accept();
    expect(cursors()).toEqual({ 'news/all': 'c1' });
    // What the dead one still had to say is no longer heard.
    server.sockets[0].tell(event('1', 2));
    server.socket.tell(event('1', 3));
    expect(heard).toEqual(['a: 1', 'a: 3']);
  });

  it('gives up a connection that does not open', async () => {
    const { client, follower } = setUp();
    client.follow('news/all', follower('a'));
    await settle();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(client.state).toBe('waiting');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(server.sockets).toHaveLength(2);
  });

  it('says that a channel is refused, also to who comes later', async () => {
    const { client, heard, follower } = await following();
    client.follow('news/secret', follower('b'));
    server.socket.tell({
      op: 'error',
      id: '2',
      name: 'NotFoundError',
      message: 'There is no such channel, or it is not for you',
    });
    client.follow('news/secret', follower('c'));
    expect(heard).toEqual(['b: NotFoundError', 'c: NotFoundError']);
  });

  it('asks again for a channel that could not be followed for the moment', async () => {
    await following();
    server.socket.tell({
      op: 'error',
      id: '1',
      name: 'ServiceUnavailableError',
      message: '',
    });
    await jest.advanceTimersByTimeAsync(7_500);
    expect(server.socket.subscribed).toHaveLength(2);
  });

  it('keeps a channel for a moment after the last who followed it, and tells the next of what was missed', async () => {
    const { client, heard, follower, stop } = await following();
    stop();
    await jest.advanceTimersByTimeAsync(10_000);
    client.follow('news/all', follower('b'));
    expect(heard).toEqual([]);
    const { length } = server.socket.subscribed;
    const stopAgain = client.follow('news/all', follower('c'));
    stopAgain();
    expect(server.socket.subscribed).toHaveLength(length);
  });

  it('tells who comes while a channel is kept that something was missed', async () => {
    const { client, heard, follower, stop } = await following();
    stop();
    server.socket.tell(event('1', 1));
    client.follow('news/all', follower('b'));
    expect(heard).toEqual(['b: resync']);
  });

  it('closes the socket when nobody has followed anything for a while', async () => {
    const { client, stop } = await following();
    const { socket } = server;
    stop();
    await jest.advanceTimersByTimeAsync(15_000);
    expect(socket.frames.at(-1)).toEqual({ op: 'unsubscribe', id: '1' });
    expect(socket.readyState).toBe(3);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(server.sockets).toHaveLength(1);
    expect(client.state).toBe('live');
  });

  it("does not let one page's mistake be the others'", async () => {
    const { client, heard, follower } = setUp();
    const thrown: unknown[] = [];
    const queue = jest
      .spyOn(global, 'queueMicrotask')
      .mockImplementation(run => {
        try {
          run();
        } catch (error) {
          thrown.push(error);
        }
      });
    client.follow('news/all', {
      onEvent() {
        throw new Error('a mistake');
      },
    });
    client.follow('news/all', follower('b'));
    await settle();
    server.socket.accept();
    server.socket.tell({ op: 'subscribed', id: '1', cursor: 'c0' });
    server.socket.tell(event('1', 1));
    expect(heard).toEqual(['b: resync', 'b: 1']);
    expect(String(thrown)).toContain('a mistake');
    queue.mockRestore();
  });
});
