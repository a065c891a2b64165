import { entry } from '../__testUtils__/fixtures';
import { SshMenuClient } from './SshMenuClient';
import { StaleEntryError } from './sshmenuApi';

/** A client whose server answers as it is told; `sent` has what it was asked. */
function clientWith(...answers: [status: number, body: unknown][]) {
  const sent: { method: string; path: string; body?: unknown }[] = [];
  const headers: Headers[] = [];
  const client = new SshMenuClient({
    discoveryApi: {
      getBaseUrl: async id => `https://portal.example/api/${id}`,
    },
    fetchApi: {
      fetch: async (input, init) => {
        const { pathname, search } = new URL(String(input));
        headers.push(new Headers(init?.headers));
        sent.push({
          method: init?.method ?? 'GET',
          path: `${pathname}${search}`.replace('/api/sshmenu', ''),
          ...(init?.body && { body: JSON.parse(String(init.body)) }),
        });
        const [status, body] = answers.shift()!;
        return new Response(status === 204 ? null : JSON.stringify(body), {
          status,
          headers: { 'Content-Type': 'application/json' },
        });
      },
    },
  });
  return { client, sent, headers };
}

describe('the client of the SSH menu', () => {
  it('asks for a part of a list', async () => {
    const { client, sent } = clientWith([
      200,
      { items: [entry()], nextCursor: 'c2' },
    ]);
    const page = await client.listEntries({
      list: 'group:acme/ops',
      sort: 'recent',
      cursor: 'c1',
    });
    expect(page).toMatchObject({ items: [entry()], nextCursor: 'c2' });
    expect(sent[0].path).toBe(
      '/entries?list=group%3Aacme%2Fops&sort=recent&cursor=c1',
    );
  });

  it('changes and deletes the version that was seen, and tells what is there instead', async () => {
    const current = entry({ host: 'other.example', version: 5 });
    const { client, headers } = clientWith(
      [
        412,
        {
          error: { name: 'StaleVersionError', message: 'old' },
          current,
          response: { statusCode: 412 },
        },
      ],
      [204, undefined],
    );
    const error = await client
      .changeEntry(entry(), { name: 'web', host: 'web' })
      .catch(caught => caught);
    expect(error).toBeInstanceOf(StaleEntryError);
    expect(error.current).toMatchObject({ host: 'other.example', version: 5 });
    await client.deleteEntry(entry());
    expect(headers.map(all => all.get('if-match'))).toEqual(['"2"', '"2"']);
  });

  it('adds an entry again with its uses and one’s user name, in one exchange', async () => {
    const { client, sent } = clientWith(
      [200, { cursor: 'c', changes: [], rejected: [] }],
      [200, entry({ id: 'entry-0002' })],
    );
    const place = { list: 'mine', id: 'entry-0002' };
    await client.addAgain(entry({ ownUser: 'me' }), place);
    expect(sent[0]).toMatchObject({
      path: '/sync',
      body: {
        changes: [
          { type: 'entry', ...place, fields: { name: 'web' } },
          { type: 'use', ...place, uses: 3, persona: 'laptop' },
          { type: 'ownUser', ...place, user: 'me' },
        ],
      },
    });
    expect(sent[1]).toEqual({ method: 'GET', path: '/entries/entry-0002' });
  });

  it('says why an entry was not taken again', async () => {
    const { client } = clientWith([
      200,
      { rejected: [{ index: 0, reason: 'full', message: 'The list is full' }] },
    ]);
    await expect(
      client.addAgain(entry(), { list: 'mine', id: 'entry-0002' }),
    ).rejects.toThrow('The list is full');
  });

  it('gives nothing on that turns text around, hides in it, or is no entry', async () => {
    const { client } = clientWith([
      200,
      {
        items: [
          {
            ...entry({ name: '\u202eevil', note: 'a\n\u001b[2Jb' }),
            user: { not: 'a text' },
            tags: ['ok', '\u200bhidden', 7],
            port: '22',
            uses: -1,
            lastUsed: 'soon',
          },
          { ...entry(), id: '../x' },
          null,
        ],
      },
    ]);
    const { items } = await client.listEntries();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      name: '\\u{202e}evil',
      note: 'a\n\\u{001b}[2Jb',
      tags: ['ok', '\\u{200b}hidden'],
      uses: 0,
      lastUsed: null,
    });
    expect(items[0].user).toBeUndefined();
    expect(items[0].port).toBeUndefined();
  });
});
