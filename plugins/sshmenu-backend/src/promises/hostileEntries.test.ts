import { hostileEntries } from '@wheelhouse/plugin-sshmenu-common/src/__testUtils__/hostileEntries';
import type { Portal } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/portal';
import {
  sendAs,
  TestBrowser,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
import { randomUUID } from 'node:crypto';
import { keyOf, startMenuPortal } from '../__testUtils__/menuPortal';
import { ben } from '../__testUtils__/people';

jest.setTimeout(120_000);

const WEB = { name: 'web', host: 'web.example' };

let portal: Portal;
let key: string;
const log: string[] = [];

beforeAll(async () => {
  portal = await startMenuPortal({ onLog: line => log.push(line) });
  key = await keyOf(await TestBrowser.signedIn(portal, 'acme', ben));
});
afterAll(() => portal?.stop());

const call = (method: string, path: string, body: unknown, more = {}) =>
  sendAs(portal, key, method, `/api/sshmenu${path}`, body, more);

/** ESC and what else a terminal acts on. Line ends are escaped in JSON. */
const RAW = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function expectHarmless(text: string) {
  expect(text).not.toMatch(RAW);
  for (const code of ['\\u001b', '\\r', '\\u0007', '\\u0000']) {
    expect(text).not.toContain(code);
  }
}

/** Bodies with such names are refused as a whole, before anything looks into them. */
const POISON = 'a field "constructor"';

it.each(hostileEntries.filter(({ name }) => name !== POISON))(
  'SSH entries: $name is refused whichever way it comes, and told without effect',
  async ({ fields }) => {
    const { body: good } = await call('POST', '/entries', WEB);
    const put = await call('PUT', `/entries/${good.id}`, fields, {
      'if-match': '*',
    });
    const post = await call('POST', '/entries', fields);
    for (const answer of [put, post]) {
      expect(answer.status).toBe(400);
      expectHarmless(answer.text);
    }
    const change = (id: string, said: object) => ({
      type: 'entry',
      list: 'mine',
      id,
      fields: said,
      stamp: '1.aaaa',
    });
    const [bad, fine] = [randomUUID(), randomUUID()];
    const sync = await call('POST', '/sync', {
      changes: [change(bad, fields), change(fine, WEB)],
    });
    expect(sync.body.rejected).toMatchObject([
      { index: 0, id: bad, reason: 'invalid' },
    ]);
    expectHarmless(JSON.stringify(sync.body.rejected));
    const kept = sync.body.changes.map((c: { id?: string }) => c.id);
    expect(kept).toContain(fine);
    expect(kept).not.toContain(bad);
    const read = await call('GET', `/entries/${good.id}`, undefined);
    expect(read.body).toMatchObject({ ...WEB, version: 1 });
  },
);

it('SSH entries: a body of anything is refused change by change, and nothing of it is kept', async () => {
  const id = randomUUID();
  const changes = [
    null,
    'text',
    7,
    [],
    {},
    { type: 'entry' },
    { type: 'command', list: 'mine', id },
    { type: 'deleted', list: '../etc', id },
    { type: 'deleted', list: 'mine', id: '../x' },
    { type: 'deleted', list: 'mine', id, extra: 1 },
    { type: 'entry', list: 'mine', id, fields: WEB, stamp: 'now' },
    { type: 'entry', list: 'mine', id, fields: WEB, stamp: '99999999.aaaa' },
    { type: 'use', list: 'mine', id, replica: 'aaaa', uses: -1, lastUsed: 'x' },
    { type: 'ownUser', list: 'mine', id, user: '-oX', stamp: '1.aaaa' },
  ];
  const { status, body } = await call('POST', '/sync', { changes });
  expect(status).toBe(200);
  expect(body.rejected.map((r: { index: number }) => r.index)).toEqual(
    changes.map((_, index) => index),
  );
  expect(
    body.rejected.every((r: { message: string }) => r.message.length < 2_000),
  ).toBe(true);
  const reasons = body.rejected.map((r: { reason: string }) => r.reason);
  expect(reasons.filter((r: string) => r !== 'invalid')).toEqual(['stamp']);
  const missing = await call('GET', `/entries/${id}`, undefined);
  expect(missing.status).toBe(404);
});

it.each([
  ['too many changes', { changes: Array.from({ length: 1_001 }, () => 0) }],
  ['no changes', {}],
  [
    'a poisoned object',
    {
      changes: [
        JSON.parse('{"type":"entry","fields":{"__proto__":{"user":"x"}}}'),
      ],
    },
  ],
  ['a poisoned name', { changes: [{ constructor: { prototype: {} } }] }],
  ['a made-up cursor', { cursor: 'bm9uc2Vuc2U', changes: [] }],
  [
    'a cursor of made-up lists',
    {
      cursor: Buffer.from(
        JSON.stringify(['user:acme/ben', 0, [['\u001b[2J', 0, 1]]]),
      ).toString('base64url'),
      changes: [],
    },
  ],
])('SSH entries: a call with %s is refused as a whole', async (_, body) => {
  const answer = await call('POST', '/sync', body);
  expect(answer.status).toBe(400);
  expectHarmless(answer.text);
});

it('SSH entries: nothing that was refused stands in the log as it came', () => {
  // The log has colours of its own.
  const lines = log.join('').replace(/\u001b\[\d*m/g, '');
  expect(lines.replace(/[\r\n\t]/g, '')).not.toMatch(RAW);
});
