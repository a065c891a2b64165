import { TenancyClient } from './TenancyClient';

function setUp(answer: { status?: number; body?: unknown } = {}) {
  const fetch = jest.fn(
    async (_url: string, _init: RequestInit) =>
      new Response(JSON.stringify(answer.body ?? { items: [] }), {
        status: answer.status ?? 200,
        headers: { 'Content-Type': 'application/json' },
      }),
  );
  const client = new TenancyClient({
    discoveryApi: { getBaseUrl: async id => `/api/${id}` },
    fetchApi: { fetch: fetch as unknown as typeof global.fetch },
  });
  return { client, sent: () => fetch.mock.calls[0] };
}

describe('TenancyClient', () => {
  it('asks for the part of a list that is wanted', async () => {
    const { client, sent } = setUp();
    await client.listKeys({ cursor: 'a/b', limit: 200 });
    expect(sent()[0]).toBe('/api/tenancy/tokens?cursor=a%2Fb&limit=200');
  });

  it('keeps a name from leaving its place in the address', async () => {
    const { client, sent } = setUp({ body: {} });
    await client.getSetting('../me?x');
    expect(sent()[0]).toBe('/api/tenancy/settings/..%2Fme%3Fx');
  });

  it('sends the version that was seen with a change', async () => {
    const { client, sent } = setUp({ body: {} });
    await client.updateSetting('a', { b: 1 }, 0);
    expect(sent()[1]).toMatchObject({
      method: 'PUT',
      headers: { 'If-Match': '"0"', 'Content-Type': 'application/json' },
      body: '{"value":{"b":1}}',
    });
  });

  it('asks for a new secret with its grace', async () => {
    const { client, sent } = setUp({ body: {} });
    await client.rotateKey('k1', 60);
    expect(sent()[1].body).toBe('{"rotate":true,"grace":60}');
  });

  it('throws what the server refused, with its status and words', async () => {
    const { client } = setUp({
      status: 412,
      body: {
        error: { name: 'StaleVersionError', message: 'Read it again.' },
        response: { statusCode: 412 },
      },
    });
    await expect(client.deleteSetting('a', 1)).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 412,
      body: { error: { message: 'Read it again.' } },
    });
  });
});
