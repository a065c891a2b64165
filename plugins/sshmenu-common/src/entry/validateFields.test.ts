import fc from 'fast-check';
import { fields } from '../__testUtils__/arbitraries';
import { hostileEntries } from '../__testUtils__/hostileEntries';
import { describeProblems } from './Problem';
import { parseForward, parseJump, splitTarget } from './hosts';
import { escapeForDisplay, hazardIn } from './text';
import { validateEntry } from './validateEntry';
import { validateFields } from './validateFields';

const WEB = { name: 'web', host: 'web.example' };

describe('the check of entries', () => {
  it.each(hostileEntries)('refuses $name, in words', ({ fields: said }) => {
    const checked = validateFields(said);
    expect(checked.ok).toBe(false);
    if (checked.ok) return;
    const words = describeProblems(checked.problems);
    expect(words).not.toBe('');
    expect(hazardIn(words)).toBeUndefined();
    expect(words.length).toBeLessThan(2_000);
  });

  it.each([
    { host: 'web' },
    { host: 'web_1.example.' },
    { host: '10.0.0.1' },
    { host: '::1' },
    { host: '[2001:db8::1]' },
    { host: 'fe80::1%eth0' },
    { host: '::ffff:10.0.0.1' },
    { host: 'xn--mnchen-3ya.example' },
    { user: 'root' },
    { user: 'first.last@corp.example' },
    { user: 'admin:target' },
    { jump: 'jump' },
    { jump: 'ada@jump:2222,[2001:db8::1]:22' },
    {
      forwards: [
        'L 8080:db:5432',
        'L [::1]:8080:[::1]:80',
        'L *:80:localhost:80',
        'R 9000:localhost:3000',
        'R 0:localhost:3000',
        'R 1080',
        'D 1080',
        'D 127.0.0.1:1080',
      ],
    },
    { name: 'db (prod) #2, Zürich' },
    { tags: ['prod', 'eu-1', 'größe', 'team:ops'] },
    { note: 'two\nlines' },
    { port: 1 },
    { pinned: true },
  ])('takes %j', more => {
    expect(validateFields({ ...WEB, ...more })).toEqual({
      ok: true,
      value: { ...WEB, ...more },
    });
  });

  it('tells every problem with its field', () => {
    const checked = validateFields({
      host: '-x',
      port: 0,
      user: ' ',
      password: 'x',
      tags: ['a', 'a'],
    });
    expect(checked.ok ? [] : checked.problems.map(p => p.field)).toEqual([
      'password',
      'name',
      'host',
      'user',
      'port',
      'tags',
    ]);
  });

  it('brings what says nothing into one form', () => {
    expect(
      validateFields({ ...WEB, pinned: false, tags: [], note: '' }),
    ).toEqual({ ok: true, value: WEB });
  });

  it('takes what it gave', () => {
    fc.assert(
      fc.property(fields, value => {
        expect(validateFields(value)).toEqual({ ok: true, value });
      }),
    );
  });

  it('never fails by itself, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (thing, text) => {
        expect(validateFields(thing)).toHaveProperty('ok');
        validateFields({ ...WEB, host: text, user: text, jump: text });
        validateFields({ ...WEB, forwards: [text], tags: thing });
        validateEntry(thing);
      }),
    );
  });

  it('lets no host or user through that could be an option, or that a shell or a terminal acts on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const checked = validateFields({ ...WEB, host: text, user: text });
        if (!checked.ok) return;
        expect(text).toMatch(/^[A-Za-z0-9_[:][A-Za-z0-9._@:+=%\][-]*$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes whole entries, and nothing more than them', () => {
    const entry = {
      id: 'entry-0001',
      list: 'group:acme/ops',
      ...WEB,
      uses: 1,
      lastUsed: '2026-01-31T12:00:00.000Z',
      version: 2,
    };
    expect(validateEntry(entry)).toEqual({ ok: true, value: entry });
    for (const wrong of [
      { lastUsed: 'yesterday' },
      { lastUsed: undefined },
      { uses: -1 },
      { version: 1.5 },
      { list: 'group:acme' },
      { id: '../x' },
    ]) {
      expect(validateEntry({ ...entry, ...wrong }).ok).toBe(false);
    }
  });
});

describe('hosts', () => {
  it('are taken apart as ssh does', () => {
    expect(splitTarget('a@b@c:22')).toEqual({
      user: 'a@b',
      host: 'c',
      port: '22',
    });
    expect(splitTarget('[::1]:22')).toEqual({
      user: undefined,
      host: '[::1]',
      port: '22',
    });
    expect(splitTarget('::1')).toEqual({ user: undefined, host: '::1' });
    expect(parseJump('ada@a:22,b')).toEqual([
      { user: 'ada', host: 'a', port: 22 },
      { user: undefined, host: 'b', port: undefined },
    ]);
    expect(parseForward('L 8080:db:5432')).toEqual({
      kind: 'L',
      argument: '8080:db:5432',
    });
  });
});

describe('text that others wrote', () => {
  it('is shown without effect, in one line and not too long', () => {
    expect(escapeForDisplay('a\u001b[2J\r\n\u202eb')).toBe(
      'a\\u{001b}[2J\\u{000d}\\u{000a}\\u{202e}b',
    );
    expect(escapeForDisplay('x'.repeat(100), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(escapeForDisplay('größe 東京')).toBe('größe 東京');
  });

  it('has nothing left that a terminal acts on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(hazardIn(escapeForDisplay(text))).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
