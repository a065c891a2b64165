import { GROUPS_ANNOTATION } from '@wheelhouse/plugin-restarts-common';
import fc from 'fast-check';
import { matchingGroups, readOptIn } from './optIn';

const annotated = (value: unknown) => readOptIn({ [GROUPS_ANNOTATION]: value });
const ben = { tenant: 'acme', groups: ['group:acme/payments'] };

describe('the opt-in of a workload', () => {
  it('names groups, and everyone of a tenant', () => {
    expect(annotated(' acme/payments,acme/sre , globex/* ')).toEqual([
      'acme/payments',
      'acme/sre',
      'globex/*',
    ]);
  });

  it.each([
    undefined,
    '',
    ' ',
    ',',
    'payments',
    '*',
    '*/*',
    'acme',
    'acme/',
    '/payments',
    'acme/pay*',
    'acme/payments,',
    'acme/payments; acme/sre',
    'acme/payments acme/sre',
    'ACME/payments',
    'group:acme/payments',
    'acme/payments/x',
    'acme/payments, nonsense',
    42,
    ['acme/payments'],
    { toString: () => 'acme/payments' },
  ])('lets in nobody where it is %p', value => {
    expect(annotated(value)).toEqual([]);
  });

  it('lets in nobody where it is absent, administrators included', () => {
    expect(readOptIn(undefined)).toEqual([]);
    expect(
      matchingGroups([], {
        tenant: 'acme',
        groups: ['group:acme/platform-admins'],
      }),
    ).toEqual([]);
  });

  it('never matches a group of another tenant', () => {
    expect(matchingGroups(['globex/payments', 'globex/*'], ben)).toEqual([]);
    // What a provider could call a group.
    const sly = {
      tenant: 'globex',
      groups: ['group:acme/payments', 'group:globex/acme/payments'],
    };
    expect(matchingGroups(['acme/payments', 'acme/*'], sly)).toEqual([]);
  });

  it('matches what it names, and no more, whatever it names', () => {
    const name = fc.constantFrom('a', 'b', 'payments', '*');
    const tenant = fc.constantFrom('acme', 'globex', 'acme-x');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(tenant, name), { minLength: 1, maxLength: 5 }),
        tenant,
        fc.array(fc.constantFrom('a', 'b', 'payments'), { maxLength: 3 }),
        (named, of, groups) => {
          const optIn = annotated(
            named.map(parts => parts.join('/')).join(', '),
          );
          const member = {
            tenant: of,
            groups: groups.map(group => `group:${of}/${group}`),
          };
          const expected = named.some(
            ([t, n]) => t === of && (n === '*' || groups.includes(n as 'a')),
          );
          expect(matchingGroups(optIn, member).length > 0).toBe(expected);
        },
      ),
    );
  });

  it('is read from any text without harm', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), text => {
        for (const group of annotated(text))
          expect(group).toMatch(/^[a-z0-9-]+\/([\w.-]+|\*)$/);
      }),
    );
  });
});
