import fc from 'fast-check';
import {
  anyState,
  CASES,
  deletedState,
  entryState,
  fields,
  replica,
} from '../__testUtils__/arbitraries';
import { FIELD_NAMES } from '../entry/validateFields';
import {
  deleteEntry,
  editEntry,
  knowsMore,
  mergeEntries,
  newEntry,
  sameEntry,
  stampsIn,
} from './entries';
import { countOf } from './stamps';

jest.setTimeout(240_000);

const numRuns = CASES;
/** One form of a state, so that two that say the same are equal. */
const settled = (state: Parameters<typeof mergeEntries>[0]) =>
  mergeEntries(state, state);

describe('merging entries', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(anyState, anyState, (a, b) => {
        expect(mergeEntries(a, b)).toEqual(mergeEntries(b, a));
      }),
      { numRuns },
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(anyState, anyState, anyState, (a, b, c) => {
        expect(mergeEntries(mergeEntries(a, b), c)).toEqual(
          mergeEntries(a, mergeEntries(b, c)),
        );
      }),
      { numRuns },
    );
  });

  it('is idempotent, and what was merged says nothing new', () => {
    fc.assert(
      fc.property(anyState, anyState, (a, b) => {
        const merged = mergeEntries(a, b);
        expect(mergeEntries(merged, a)).toEqual(merged);
        expect(mergeEntries(merged, b)).toEqual(merged);
        expect(mergeEntries(merged, merged)).toEqual(merged);
        expect(knowsMore(a, merged)).toBe(false);
        expect(sameEntry(a, settled(a))).toBe(true);
      }),
      { numRuns },
    );
  });

  it('never brings back what was deleted', () => {
    fc.assert(
      fc.property(anyState, state => {
        expect(mergeEntries(state, deletedState)).toEqual(deletedState);
        expect(mergeEntries(deletedState, state)).toEqual(deletedState);
      }),
      { numRuns },
    );
  });

  it('takes a change over all that its maker had seen, whatever their clock says', () => {
    fc.assert(
      fc.property(entryState, fields, replica, (seen, said, by) => {
        const edited = editEntry(seen, said, by);
        const merged = mergeEntries(seen, edited);
        expect(merged).toMatchObject({ type: 'entry', fields: said });
      }),
      { numRuns },
    );
  });

  it('keeps changes of different fields that did not see each other', () => {
    const base = newEntry(
      { list: 'mine', id: 'entry-0001', replica: 'aaaa' },
      { name: 'web', host: 'web.example' },
    );
    const left = editEntry(base, { ...base.fields, port: 2222 }, 'aaaa');
    const right = editEntry(base, { ...base.fields, user: 'root' }, 'bbbb');
    expect(mergeEntries(left, right)).toMatchObject({
      fields: { name: 'web', host: 'web.example', port: 2222, user: 'root' },
    });
  });

  it('makes up nothing: each value is one of those that were merged', () => {
    fc.assert(
      fc.property(entryState, entryState, (a, b) => {
        const merged = mergeEntries(a, b);
        for (const name of FIELD_NAMES) {
          expect([a.fields[name], b.fields[name]]).toContainEqual(
            merged.fields[name],
          );
        }
      }),
      { numRuns },
    );
  });
});

describe('changing an entry', () => {
  it('counts one further than what was seen, in what was changed alone', () => {
    fc.assert(
      fc.property(entryState, fields, replica, (state, said, by) => {
        const before = settled(state) as typeof state;
        const after = editEntry(before, said, by);
        const highest = Math.max(...stampsIn(before).map(countOf));
        for (const name of FIELD_NAMES) {
          const same =
            JSON.stringify(before.fields[name]) === JSON.stringify(said[name]);
          const stamp = after.stamps?.[name] ?? after.stamp;
          const stampBefore = before.stamps?.[name] ?? before.stamp;
          expect(stamp).toBe(same ? stampBefore : `${highest + 1}.${by}`);
        }
      }),
      { numRuns },
    );
  });

  it('changes nothing where nothing is changed', () => {
    const entry = newEntry(
      { list: 'mine', id: 'entry-0001', replica: 'aaaa' },
      { name: 'web', host: 'web.example', tags: ['a'] },
    );
    expect(editEntry(entry, { ...entry.fields, tags: ['a'] }, 'bbbb')).toBe(
      entry,
    );
    expect(deleteEntry(entry)).toEqual(deletedState);
  });
});
