import { createFetchApi } from '@backstage/core-app-api';
import { renewTokenMiddleware } from './renewTokenMiddleware';

const portal = 'https://portal.example';

function setUp(options: { answers: number[]; signedIn?: boolean }) {
  const { answers, signedIn = true } = options;
  const seen: Array<{ url: string; body: string }> = [];
  const identity = {
    token: signedIn ? 'one' : undefined,
    renew: jest.fn(async (_refused: string) => undefined),
  };
  const { fetch } = createFetchApi({
    baseImplementation: async (input, init) => {
      const request = new Request(input, init);
      seen.push({ url: request.url, body: await request.text() });
      return new Response('', { status: answers.shift() });
    },
    middleware: [renewTokenMiddleware({ identity, baseUrl: portal })],
  });
  return { fetch, identity, seen };
}

describe('renewTokenMiddleware', () => {
  it('renews a refused token and repeats the request with its body', async () => {
    const { fetch, identity, seen } = setUp({ answers: [401, 200] });
    const response = await fetch(`${portal}/api/x`, {
      method: 'POST',
      body: '{"a":1}',
    });
    expect(response.status).toBe(200);
    expect(identity.renew).toHaveBeenCalledWith('one');
    expect(seen).toEqual([
      { url: `${portal}/api/x`, body: '{"a":1}' },
      { url: `${portal}/api/x`, body: '{"a":1}' },
    ]);
  });

  it('repeats once only', async () => {
    const { fetch, seen } = setUp({ answers: [401, 401, 200] });
    expect((await fetch(`${portal}/api/x`)).status).toBe(401);
    expect(seen).toHaveLength(2);
  });

  it('gives the refusal to the caller when the session is over', async () => {
    const { fetch, identity, seen } = setUp({ answers: [401] });
    identity.renew.mockRejectedValueOnce(new Error('over'));
    expect((await fetch(`${portal}/api/x`)).status).toBe(401);
    expect(seen).toHaveLength(1);
  });

  it.each([200, 403, 404, 500])('leaves %d alone', async status => {
    const { fetch, identity } = setUp({ answers: [status] });
    expect((await fetch(`${portal}/api/x`)).status).toBe(status);
    expect(identity.renew).not.toHaveBeenCalled();
  });

  it('does not give another origin a second request', async () => {
    const { fetch, identity, seen } = setUp({ answers: [401] });
    await fetch('https://portal.example.evil.example/api/x');
    expect(identity.renew).not.toHaveBeenCalled();
    expect(seen).toHaveLength(1);
  });

  it('does nothing before anybody is signed in', async () => {
    const { fetch, identity } = setUp({ answers: [401], signedIn: false });
    await fetch(`${portal}/api/x`);
    expect(identity.renew).not.toHaveBeenCalled();
  });
});
