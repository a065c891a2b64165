import fc from 'fast-check';
import { EntryFilter, matchedPositions } from './filter';
import { frecency, HALF_LIFE_MS } from './frecency';
import { nameKey, sortEntries, SORTS } from './sort';

const entry = (name: string, more: object = {}) => ({
  id: name,
  name,
  host: `${name}.example`,
  uses: 0,
  lastUsed: null as string | null,
  ...more,
});
const at = (days: number) =>
  new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString();

describe('frecency', () => {
  it('halves with each half-life, so that the order holds as time goes by', () => {
    const week = HALF_LIFE_MS / 86_400_000;
    const often = { uses: 8, lastUsed: at(0) };
    const lately = { uses: 1, lastUsed: at(3 * week) };
    expect(frecency(often)).toBeCloseTo(frecency(lately));
    expect(frecency({ ...often, uses: 9 })).toBeGreaterThan(frecency(lately));
    expect(frecency({ uses: 0, lastUsed: null })).toBe(-Infinity);
  });
});

describe('sorting', () => {
  const entries = [
    entry('web10', { uses: 1, lastUsed: at(2) }),
    entry('Web2', { uses: 50, lastUsed: at(1) }),
    entry('äpfel'),
    entry('zoo', { pinned: true }),
  ];
  it.each([
    ['name', ['zoo', 'äpfel', 'Web2', 'web10']],
    ['recent', ['zoo', 'web10', 'Web2', 'äpfel']],
    ['frecent', ['zoo', 'Web2', 'web10', 'äpfel']],
  ] as const)('by %s', (sort, names) => {
    expect(sortEntries(entries, sort).map(({ name }) => name)).toEqual(names);
  });

  it('does not depend on the order that entries come in', () => {
    const some = fc.array(
      fc.record({
        id: fc.uuid(),
        name: fc.constantFrom('a', 'A', 'b1', 'b02', 'ä'),
        uses: fc.nat({ max: 3 }),
        lastUsed: fc.constantFrom(null, at(1), at(2)),
        pinned: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(some, fc.constantFrom(...SORTS), (list, sort) => {
        expect(sortEntries([...list].reverse(), sort)).toEqual(
          sortEntries(list, sort),
        );
      }),
    );
  });

  it('puts numbers by their size', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(nameKey(`n${a}`) < nameKey(`n${b}`)).toBe(a < b);
      }),
    );
  });
});

describe('the filter', () => {
  const entries = [
    entry('prod-web', { user: 'root', tags: ['eu'] }),
    entry('weberei'),
    entry('db', { host: 'web-db.example' }),
    entry('wide-eel-box'),
    entry('Zürich'),
  ];
  const find = (typed: string) =>
    new EntryFilter(entries).find(typed).map(({ name }) => name);

  it('finds by name before anything else, and whole before scattered', () => {
    expect(find('web')).toEqual(['weberei', 'prod-web', 'db', 'wide-eel-box']);
  });

  it('takes words in any order, from any field, without accents and capitals', () => {
    expect(find('eu PROD')).toEqual(['prod-web']);
    expect(find('root')).toEqual(['prod-web']);
    expect(find('zurich')).toEqual(['Zürich']);
    expect(find('nothing')).toEqual([]);
  });

  it('leaves everything in its order while nothing is typed', () => {
    expect(find('  ')).toEqual(entries.map(({ name }) => name));
  });

  it('finds whatever has the letters in order', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{1,20}$/),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        (name, kept) => {
          const typed = [...name].filter((_, i) => kept[i]).join('');
          expect(new EntryFilter([entry(name)]).find(typed)).toHaveLength(1);
        },
      ),
    );
  });

  it('tells where what was typed stands', () => {
    expect(matchedPositions('web', 'prod-web')).toEqual([5, 6, 7]);
    expect(matchedPositions('pw', 'prod-web')).toEqual([0, 5]);
    expect(matchedPositions('x', 'prod-web')).toEqual([]);
  });
});
