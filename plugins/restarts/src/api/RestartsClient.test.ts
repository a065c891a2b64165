import { RestartsClient } from './RestartsClient';
import type { RestartEvent } from './restartsApi';

function setUp(answer: Response) {
  const fetch = jest.fn(async (_url: string, _init: RequestInit) => answer);
  const client = new RestartsClient({
    discoveryApi: { getBaseUrl: async id => `/api/${id}` },
    fetchApi: { fetch: fetch as unknown as typeof global.fetch },
  });
  return { client, sent: () => fetch.mock.calls[0] };
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

/** A body that comes in the given pieces; `left` tells whether its reader went before its end. */
function inPieces(pieces: Uint8Array[]) {
  const state = { left: false };
  const body = {
    getReader: () => ({
      read: async () => {
        const value = pieces.shift();
        return { done: value === undefined, value };
      },
      cancel: async () => {
        state.left = true;
      },
    }),
  };
  return { response: { ok: true, body } as unknown as Response, state };
}

async function all(events: AsyncIterable<RestartEvent>) {
  const found: RestartEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

describe('RestartsClient', () => {
  it('restarts a workload with its key and keeps names from leaving their place in the address', async () => {
    const { client, sent } = setUp(json({ id: 'r1' }, 202));
    await client.restart(
      { cluster: 'a/b', namespace: 'n', kind: 'deployments', name: 'x?y' },
      { reason: 'why' },
      'key-1',
    );
    const [url, init] = sent();
    expect(url).toBe(
      '/api/restarts/clusters/a%2Fb/namespaces/n/deployments/x%3Fy/restart',
    );
    expect(init).toMatchObject({
      method: 'POST',
      headers: { 'Idempotency-Key': 'key-1' },
      body: '{"reason":"why"}',
    });
  });

  it('asks for the part of a list that is wanted, without what is not said', async () => {
    const { client, sent } = setUp(json({ items: [] }));
    await client.listRestarts({ cluster: 'dev', state: undefined, limit: 50 });
    expect(sent()[0]).toBe('/api/restarts?cluster=dev&limit=50');
  });

  it('reads lines however they are cut, and tells the server when nobody reads on', async () => {
    const text = [
      '{"type":"log","time":"t","pod":"p","container":"c","line":"grüße"}',
      '',
      '{"type":"heartbeat","time":"t"}',
      '{"type":"end","ti',
    ].join('\n');
    const bytes = new TextEncoder().encode(text);
    const cut = text.indexOf('ü') + 1;
    const { response, state } = inPieces([
      bytes.slice(0, cut),
      bytes.slice(cut, cut + 20),
      bytes.slice(cut + 20),
    ]);
    const { client, sent } = setUp(response);
    const events = await all(
      client.followRestart('r 1', new AbortController().signal),
    );
    expect(events).toMatchObject([
      { type: 'log', line: 'grüße' },
      { type: 'heartbeat' },
    ]);
    expect(sent()[0]).toBe('/api/restarts/r%201/stream');
    expect(sent()[1].headers).toMatchObject({ Accept: 'application/x-ndjson' });
    expect(state.left).toBe(true);
  });

  it('does not gather a line that never ends', async () => {
    const { response } = inPieces(
      Array.from({ length: 5 }, () => new Uint8Array(1024 * 1024).fill(97)),
    );
    const { client } = setUp(response);
    await expect(
      all(client.followRestart('r1', new AbortController().signal)),
    ).rejects.toThrow('does not end');
  });

  it('throws what the server refused, with its status and words', async () => {
    const { client } = setUp(
      json({ error: { name: 'ConflictError', message: 'It is paused.' } }, 409),
    );
    await expect(client.getRestart('r1')).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 409,
    });
  });
});
