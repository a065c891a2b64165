import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  entriesOf,
  MINE,
  type ClientChange,
  type EntryState,
  type Menu,
} from '@wheelhouse/plugin-sshmenu-common';
import fc from 'fast-check';
import { writeSnapshot } from './snapshot';
import { Store, withChanges } from './Store';

/** Names that could be mistaken for a part of the file that they stand in. */
const NAMES = ['web', 'db', 'we', '"name":"web"', 'a\\"b', 'ü', '},\n{'];
const name = fc.constantFrom(...NAMES);
const id = fc.constantFrom('entry-1', 'entry-2', 'entry-3', '"id":"entry-1"');
const list = fc.constantFrom(MINE, 'group:acme/ops', 'group:acme/gone');
const stamp = fc.integer({ min: 1, max: 5 }).map(time => `${time}.abcd1234`);
const replica = fc.constantFrom('abcd1234', 'efgh5678');

const entry = fc.record({
  type: fc.constant('entry' as const),
  list,
  id,
  stamp,
  fields: fc.record(
    { name, host: fc.constant('a.example'), note: name },
    { requiredKeys: ['name', 'host'] },
  ),
});
const change: fc.Arbitrary<ClientChange> = fc.oneof(
  entry,
  fc.record({ type: fc.constant('deleted' as const), list, id }),
  fc.record({
    type: fc.constant('use' as const),
    list,
    id,
    replica,
    uses: fc.nat(9),
    lastUsed: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
  }),
  fc.record({
    type: fc.constant('ownUser' as const),
    list,
    id,
    stamp,
    user: fc.constantFrom('root', null),
  }),
);

const KNOWN_LISTS: Menu['lists'] = new Map(
  [MINE, 'group:acme/ops'].map(known => [
    known,
    { type: 'list', list: known, title: known, right: 'write' },
  ]),
);

describe('the store of entries', () => {
  let folder: string;
  let store: Store;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sshmenu-store-'));
    store = new Store(folder);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function seen(menu: Menu, wanted: string) {
    return entriesOf(menu)
      .filter(found => found.name === wanted && menu.lists.has(found.list))
      .sort((a, b) => (a.list + a.id < b.list + b.id ? -1 : 1));
  }

  it('finds by a name alone what reading everything finds', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 12 }),
        fc.array(change, { maxLength: 4 }),
        name,
        (folded, waiting, wanted) => {
          rmSync(folder, { recursive: true });
          const empty: Menu = {
            lists: KNOWN_LISTS,
            entries: new Map(),
            uses: new Map(),
            ownUsers: new Map(),
          };
          store.record(waiting);
          const kept = withChanges({ menu: empty, unsent: new Set() }, folded);
          writeFileSync(join(folder, 'menu.json'), writeSnapshot(kept));
          expect(seen(store.load(wanted).menu, wanted)).toEqual(
            seen(store.load().menu, wanted),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads only the entries of a name where there are some', () => {
    const state = (number: number): EntryState => ({
      type: 'entry',
      list: MINE,
      id: `entry-${number}`,
      stamp: '1.abcd1234',
      fields: { name: `n${number}`, host: 'a.example' },
    });
    store.record([state(1), state(2), state(3)]);
    store.fold();
    expect(entriesOf(store.load('n2').menu)).toHaveLength(1);
    expect(entriesOf(store.load('other').menu)).toHaveLength(3);
  });

  it('reads a file that another program has laid out', () => {
    store.record([
      {
        type: 'entry',
        list: MINE,
        id: 'entry-1',
        stamp: '1.abcd1234',
        fields: { name: 'web', host: 'a.example' },
      },
    ]);
    const kept = store.fold()!;
    const file = join(folder, 'menu.json');
    for (const indent of [0, 2]) {
      const laidOut = JSON.parse(writeSnapshot(kept));
      writeFileSync(file, JSON.stringify(laidOut, null, indent));
      expect(seen(store.load('web').menu, 'web')).toHaveLength(1);
    }
  });
});
