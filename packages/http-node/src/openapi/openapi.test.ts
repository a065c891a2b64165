import { mockCredentials } from '@backstage/backend-test-utils';
import { startServer, TestServer } from '../__testUtils__/server';
import { thingsPlugin } from '../__testUtils__/thingsPlugin';

const USER = { authorization: mockCredentials.user.header() };

describe('a router that begins with createOpenApiRouter', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer({ features: [thingsPlugin] });
  });

  const get = (path: string) =>
    server.agent.get(`/api/things${path}`).set(USER);
  const post = (body: string, type = 'application/json') =>
    server.agent
      .post('/api/things/things')
      .set(USER)
      .set('content-type', type)
      .send(body);

  it('passes what is documented, with its types, and knows its scope', async () => {
    expect((await get('/things?limit=3')).body).toEqual({
      scope: 'list',
      limit: 3,
    });
    expect((await get('/me')).body).toEqual({ scope: 'read' });
    expect((await get('/things/a')).body).toEqual({ id: 'a' });
    const created = await post('{"name":"a","kind":null,"value":{"x":[1]}}');
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ name: 'a', kind: null, value: { x: [1] } });
  });

  it.each(['', '?q=a', '/', '/?q=a'])(
    'passes what is at its own address, followed by "%s"',
    async rest => {
      expect((await get(rest)).body).toEqual({ scope: 'root' });
    },
  );

  it.each([
    ['{}', '"name" in the body is missing'],
    ['{"name":1}', '"name" in the body must be string'],
    ['{"name":"a","tags":["b",2]}', '"tags[1]" in the body must be string'],
    ['{"name":"a","colour":1}', '"colour" in the body is not known'],
    ['{"name":"a","kind":"odd"}', '"kind" in the body must be equal to one of'],
    ['[]', 'The body must be object'],
    ['{', 'The body is not valid JSON.'],
  ])('refuses %s and names the field', async (body, message) => {
    const { status, body: answer } = await post(body);
    expect(status).toBe(400);
    expect(answer.error.name).toBe('InputError');
    expect(answer.error.message).toContain(message);
  });

  it.each([
    [{ name: 'a' }, '"price" in the body is missing'],
    [{ name: 'a', price: 'b' }, '"price" in the body must be integer'],
    [{ name: 'a', price: 1, x: 1 }, '"x" in the body is not known'],
    [{ code: 'a' }, '"verifier" in the body is missing'],
  ])('explains %j by the form that it resembles', async (body, message) => {
    const answer = await server.agent
      .post('/api/things/offers')
      .set(USER)
      .send(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it.each([
    ['/things?limit=0', '"limit" in the query must be >= 1'],
    ['/things?limit=many', '"limit" in the query must be integer'],
    ['/things?colour=red', 'Unknown query parameter "colour"'],
    ['/me?x=1', 'Unknown query parameter "x"'],
    ['/things/123456789', '"id" in the path must NOT have more than 8'],
  ])('refuses %s and names the parameter', async (path, message) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body.error.name).toBe('InputError');
    expect(body.error.message).toContain(message);
    expect(body.error.message).toContain('see /api/things/docs.');
  });

  it('answers 404 for a path that is not documented', async () => {
    const { status, body } = await get('/nothing');
    expect(status).toBe(404);
    expect(body.error.name).toBe('NotFoundError');
  });

  it('answers 405 with the methods that are possible', async () => {
    const answer = await server.agent.delete('/api/things/things').set(USER);
    expect(answer.status).toBe(405);
    expect(answer.body.error.name).toBe('MethodNotAllowedError');
    expect(answer.headers.allow.split(', ').sort()).toEqual(['GET', 'POST']);
  });

  it('answers HEAD as GET, without the body', async () => {
    const answer = await server.agent.head('/api/things/things').set(USER);
    expect(answer.status).toBe(200);
    expect(answer.text).toBeUndefined();
    const refused = await server.agent
      .head('/api/things/things?limit=0')
      .set(USER);
    expect(refused.status).toBe(400);
  });

  it('answers 415 for bodies that are not plain JSON', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/vnd.api+json',
    ]) {
      const { status, body } = await post('{"name":"a"}', type);
      expect([type, status]).toEqual([type, 415]);
      expect(body.error.name).toBe('UnsupportedMediaTypeError');
    }
    const compressed = await post('{"name":"a"}').set(
      'content-encoding',
      'gzip',
    );
    expect(compressed.status).toBe(415);
    const none = await server.agent.post('/api/things/things').set(USER);
    expect(none.status).toBe(415);
  });

  it('answers 413 for a body of more than 1 MB', async () => {
    const { status, body } = await post(
      JSON.stringify({ name: 'a', value: 'x'.repeat(1024 * 1024) }),
    );
    expect(status).toBe(413);
    expect(body.error.name).toBe('PayloadTooLargeError');
  });

  it('promise 22: refuses deep JSON and keys of prototypes, and the event loop lives', async () => {
    const nested = (depth: number) =>
      `{"name":"a","value":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect((await post(nested(31))).status).toBe(201);
    for (const body of [
      nested(32),
      nested(500_000),
      '{"name":"a","value":{"__proto__":{"admin":true}}}',
      '{"name":"a","value":{"\\u005f_proto__":1}}',
      '{"name":"a","value":[{"constructor":{"prototype":{}}}]}',
      '{"name":"a","value":{"prototype":1}}',
    ]) {
      const pending = post(body).then(answer => answer);
      expect((await get('/me')).status).toBe(200);
      const answer = await pending;
      expect(answer.status).toBe(400);
      expect(answer.body.error.name).toBe('InputError');
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('answers 500 where its own answer is not as documented', async () => {
    const { status, body } = await get('/wrong');
    expect(status).toBe(500);
    expect(body.error.name).toBe('InternalServerError');
    expect(server.logs).toContainEqual(
      expect.objectContaining({
        level: 'error',
        plugin: 'things',
        message: 'The answer of GET /api/things/wrong is not as documented',
      }),
    );
  });

  it('serves the document and a page over it to everybody, without inline scripts', async () => {
    const document = await server.agent.get('/api/things/openapi.json');
    expect(document.status).toBe(200);
    expect(document.body.servers).toEqual([{ url: '/api/things' }]);
    for (const path of ['/api/things/docs', '/api/things/docs/']) {
      const page = await server.agent.get(path);
      expect(page.status).toBe(200);
      expect(page.text).toContain('Things &#60;of all kinds&#62;');
      expect(page.text).not.toMatch(/<script(?![^>]* src=)/);
      const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)];
      expect(sources).toHaveLength(4);
      for (const [, source] of sources) {
        const url = new URL(source, `${server.url}${path}`);
        expect((await server.agent.get(url.pathname)).status).toBe(200);
      }
    }
  });

  it('knows scopes and checks requests in production too, but no answers', async () => {
    const environment = jest.replaceProperty(process, 'env', {
      ...process.env,
      NODE_ENV: 'production',
    });
    const production = await startServer({ features: [thingsPlugin] });
    environment.restore();
    const ask = (path: string) =>
      production.agent.get(`/api/things${path}`).set(USER);
    expect((await ask('/me')).body).toEqual({ scope: 'read' });
    expect((await ask('/me?x=1')).status).toBe(400);
    expect((await ask('/things?limit=0')).status).toBe(400);
    expect((await ask('/me/')).body).toEqual({ scope: 'read' });
    expect((await ask('/wrong')).body).toEqual({ n: 'one' });
    expect((await production.agent.get('/api/things/me')).status).toBe(401);
  });
});
