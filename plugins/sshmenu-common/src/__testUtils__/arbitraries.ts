import fc from 'fast-check';
import type { DeletedState, EntryState, FieldName } from '../sync';
import { FIELD_NAMES, validateFields } from '../entry/validateFields';
import type { EntryFields } from '../types';

/** How many cases a property is tried with; CI tries more. */
export const CASES = process.env.CI ? 10_000 : 1_000;

/** Few values for each field, so that changes meet. */
export const fields: fc.Arbitrary<EntryFields> = fc
  .record(
    {
      name: fc.constantFrom('web', 'db', 'Jump'),
      host: fc.constantFrom('web.example', '10.0.0.1', '2001:db8::1'),
      user: fc.constantFrom('ada', 'root'),
      port: fc.constantFrom(22, 2222),
      jump: fc.constantFrom('jump.example', 'ada@jump.example:2222'),
      forwards: fc.constantFrom(['L 8080:db:5432'], ['D 1080']),
      tags: fc.constantFrom(['prod'], ['prod', 'eu']),
      note: fc.constantFrom('a\nb', 'ä'),
      pinned: fc.boolean(),
    },
    { requiredKeys: ['name', 'host'] },
  )
  .map(input => {
    const checked = validateFields(input);
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    return checked.value;
  });

export const replica = fc.constantFrom('aaaa', 'bbbb', 'cccc');
const stamp = fc
  .tuple(fc.integer({ min: 1, max: 12 }), replica)
  .map(([count, by]) => `${count}.${by}`);

/** Any state of one entry, also those that no honest machine makes. */
export const entryState: fc.Arbitrary<EntryState> = fc
  .record({
    fields,
    stamp,
    stamps: fc.dictionary(fc.constantFrom(...FIELD_NAMES), stamp),
  })
  .map(({ fields: said, stamp: base, stamps }) => ({
    type: 'entry',
    list: 'mine',
    id: 'entry-0001',
    fields: said,
    stamp: base,
    stamps: stamps as Partial<Record<FieldName, string>>,
  }));

export const deletedState: DeletedState = {
  type: 'deleted',
  list: 'mine',
  id: 'entry-0001',
};

export const anyState = fc.oneof(
  { weight: 5, arbitrary: entryState },
  { weight: 1, arbitrary: fc.constant(deletedState) },
);
