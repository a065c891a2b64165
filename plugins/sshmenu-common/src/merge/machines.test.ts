import fc from 'fast-check';
import { CASES, fields } from '../__testUtils__/arbitraries';
import { keyOf } from '../entry/lists';
import type { ClientChange } from '../sync';
import type { EntryFields } from '../types';
import { deleteEntry, editEntry, newEntry } from './entries';
import { applyChanges, emptyMenu, entriesOf, Menu } from './menu';
import { countUse, useKeyOf } from './personal';

jest.setTimeout(240_000);

const REPLICAS = ['aaaa', 'bbbb', 'cccc'];
const IDS = ['entry-0001', 'entry-0002', 'entry-0003'];

/** What a person does on a machine, or a machine with another: it is told some of what the other has heard. */
type Step =
  | { do: 'add' | 'edit'; machine: number; id: number; fields: EntryFields }
  | { do: 'delete'; machine: number; id: number }
  | { do: 'connect'; machine: number; id: number; clock: number }
  | { do: 'tell'; machine: number; other: number; from: number };

const machine = fc.nat({ max: REPLICAS.length - 1 });
const id = fc.nat({ max: IDS.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('add' as const), machine, id, fields }),
  fc.record({ do: fc.constant('edit' as const), machine, id, fields }),
  fc.record({ do: fc.constant('delete' as const), machine, id }),
  fc.record({
    do: fc.constant('connect' as const),
    machine,
    id,
    clock: fc.nat({ max: 4e12 }),
  }),
  fc.record({
    do: fc.constant('tell' as const),
    machine,
    other: machine,
    from: fc.nat({ max: 20 }),
  }),
);

/** Machines that each keep what they did and heard, and pass it on in any order. */
class Machines {
  readonly menus: Menu[] = REPLICAS.map(() => emptyMenu());
  readonly heard: ClientChange[][] = REPLICAS.map(() => []);
  readonly deleted = new Set<string>();
  readonly connections = new Map<string, number>();

  run(next: Step) {
    if (next.do === 'tell') {
      // Late, again, and in the wrong order.
      const some = this.heard[next.other].slice(next.from).reverse();
      this.hear(next.machine, [...some, ...some.slice(0, 2)]);
      return;
    }
    const change = this.changeOf(next);
    if (change) this.hear(next.machine, [change]);
  }

  changeOf(next: Exclude<Step, { do: 'tell' }>): ClientChange | undefined {
    const place = {
      list: 'mine',
      id: IDS[next.id],
      replica: REPLICAS[next.machine],
    };
    const menu = this.menus[next.machine];
    const known = menu.entries.get(keyOf(place));
    if (next.do === 'add') {
      return known ? undefined : newEntry(place, next.fields);
    }
    if (known?.type !== 'entry') return undefined;
    if (next.do === 'delete') {
      this.deleted.add(place.id);
      return deleteEntry(known);
    }
    if (next.do !== 'connect') {
      return editEntry(known, next.fields, place.replica);
    }
    this.connections.set(place.id, (this.connections.get(place.id) ?? 0) + 1);
    const before = menu.uses.get(useKeyOf(place));
    return countUse(before, place, new Date(next.clock));
  }

  hear(index: number, changes: ClientChange[]) {
    this.menus[index] = applyChanges(this.menus[index], changes);
    this.heard[index].push(...changes);
  }

  tellAll() {
    const all = this.heard.flat();
    this.menus.forEach((_, index) => {
      const from = (index * 7) % (all.length + 1);
      this.hear(index, [...all.slice(from), ...all.slice(0, from)]);
    });
  }
}

const sorted = (menu: Menu) => [
  new Map([...menu.entries].sort()),
  new Map([...menu.uses].sort()),
];

it('machines that have heard of the same show the same, nothing deleted returns, and no entry or use is lost', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const machines = new Machines();
      for (const next of steps) machines.run(next);
      const known = new Set(machines.menus.flatMap(m => [...m.entries.keys()]));
      machines.tellAll();
      const [first, ...others] = machines.menus.map(sorted);
      for (const other of others) expect(other).toEqual(first);
      const shown = entriesOf(machines.menus[0]);
      const ids = shown.map(entry => entry.id);
      for (const gone of machines.deleted) expect(ids).not.toContain(gone);
      expect(ids.length + machines.deleted.size).toBe(known.size);
      for (const entry of shown) {
        expect(entry.uses).toBe(machines.connections.get(entry.id) ?? 0);
      }
    }),
    { numRuns: CASES },
  );
});
