import { parseScope, scopesCover } from '@wheelhouse/plugin-tenancy-common';
import fc from 'fast-check';
import {
  checkKeyForm,
  DAY,
  EMPTY_KEY_FORM,
  formScopes,
  formSeconds,
  picksOfScopes,
} from './keyForm';

const now = new Date(2026, 0, 10, 12);
const pick = { plugin: 'restarts', action: 'restart', where: '' };
const valid = { ...EMPTY_KEY_FORM, name: 'bot', picks: [pick] };

describe('the form of a key', () => {
  it('wants a name and something that the key may do', () => {
    expect(checkKeyForm(EMPTY_KEY_FORM, now)).toEqual({
      name: expect.stringContaining('name'),
      scopes: expect.stringContaining('Choose'),
    });
    expect(checkKeyForm(valid, now)).toBeUndefined();
  });

  it('shows a wrong pattern at its action', () => {
    const wrong = { ...valid, picks: [{ ...pick, where: 'dev/a**b' }] };
    expect(checkKeyForm(wrong, now)?.picks).toEqual({
      'restarts:restart': expect.stringContaining('dev/payments/**'),
    });
  });

  it('refuses a day that is over', () => {
    const end = 'date' as const;
    expect(checkKeyForm({ ...valid, end, date: '2026-01-09' }, now)?.end).toBe(
      'Choose today or a later day.',
    );
    expect(checkKeyForm({ ...valid, end, date: '' }, now)?.end).toBeDefined();
    expect(
      checkKeyForm({ ...valid, end, date: '2026-01-10' }, now),
    ).toBeUndefined();
  });

  it('gives the seconds to the end', () => {
    expect(formSeconds({ end: '30', date: '' }, now)).toBe(30 * DAY);
    expect(formSeconds({ end: 'never', date: '' }, now)).toBe(0);
    expect(formSeconds({ end: 'date', date: '2026-01-11' }, now)).toBe(
      36 * 3600 - 1,
    );
  });

  it('takes several patterns for one action', () => {
    const picks = [{ ...pick, where: 'dev/a/**, dev/b/**' }];
    expect(formScopes({ all: false, picks })).toEqual([
      'restarts:restart:dev/a/**',
      'restarts:restart:dev/b/**',
    ]);
  });

  it('shows the rights of a key and gives back the same', () => {
    const name = fc.constantFrom('restarts', 'clusters', '*');
    const where = fc.constantFrom('', ':dev', ':dev/**', ':*/a/b');
    const scope = fc
      .tuple(name, name, where)
      .map(([plugin, action, rest]) => `${plugin}:${action}${rest}`);
    fc.assert(
      fc.property(fc.array(scope, { minLength: 1 }), scopes => {
        const again = formScopes({ all: false, picks: picksOfScopes(scopes) });
        expect(again.every(text => parseScope(text))).toBe(true);
        expect(scopesCover(scopes, again)).toBe(true);
        expect(scopesCover(again, scopes)).toBe(true);
      }),
    );
  });
});
