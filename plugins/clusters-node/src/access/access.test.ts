import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { isAmong, normaliseGroup, parseGroups } from './groups';
import { Visibility, VisibilityPolicy } from './visibility';

const person = (tenant: string, groups: string[], administrator = false) =>
  ({ entity: { tenant }, groups, administrator } as unknown as AuthState);
const ben = person('acme', ['group:acme/payments']);
const hana = person('globex', ['group:globex/payments']);
const ada = person('acme', [], true);

describe('groups', () => {
  it('are written in two ways', () => {
    expect(normaliseGroup('acme/ops')).toBe('acme/ops');
    expect(normaliseGroup(' group:acme/ops ')).toBe('acme/ops');
    expect(normaliseGroup('acme/*')).toBe('acme/*');
  });

  it.each([
    '',
    'ops',
    '*',
    '*/*',
    '*/ops',
    'acme/',
    'acme/o*',
    'a/b/c',
    'user:acme/ben',
  ])('%p is none', text => {
    expect(normaliseGroup(text)).toBeUndefined();
  });

  it('of an annotation that cannot be read let nobody in', () => {
    expect(parseGroups('acme/ops, *, ,globex/*')).toEqual({
      groups: ['acme/ops', 'globex/*'],
      unreadable: ['*'],
    });
  });

  it("are never another tenant's of the same name", () => {
    expect(isAmong(ben, ['acme/payments'])).toBe(true);
    expect(isAmong(hana, ['acme/payments'])).toBe(false);
    expect(isAmong(hana, ['acme/*'])).toBe(false);
    expect(isAmong(hana, ['globex/*'])).toBe(true);
  });
});

describe('Visibility', () => {
  const see = (
    who: AuthState,
    cluster: { name: string; groups?: string[] },
    policy: Partial<VisibilityPolicy> = {},
  ) => new Visibility({ severalTenants: true, ...policy }).sees(who, cluster);
  const rules = [{ clusters: ['prod*', 'dev'], groups: ['acme/payments'] }];

  it('is no for all but administrators where nothing is said and there are several organisations', () => {
    expect(see(ben, { name: 'dev' })).toBe(false);
    expect(see(ada, { name: 'dev' })).toBe(true);
  });

  it('is yes where nothing is said and there is one organisation', () => {
    expect(see(ben, { name: 'dev' }, { severalTenants: false })).toBe(true);
  });

  it.each([
    ['prod', true],
    ['prod-eu', true],
    ['dev', true],
    ['dev-2', false],
    ['staging', false],
    ['a-prod', false],
  ])('is what the configuration says: %s', (name, seen) => {
    expect(see(ben, { name }, { rules })).toBe(seen);
    expect(see(hana, { name }, { rules })).toBe(false);
    expect(see(ada, { name }, { rules })).toBe(true);
  });

  it("is what the cluster's own annotation says, whatever the configuration does", () => {
    const theirs = { name: 'prod', groups: ['globex/*'] };
    expect(see(hana, theirs, { rules })).toBe(true);
    expect(see(ben, theirs, { rules })).toBe(false);
    expect(see(ben, { name: 'prod', groups: [] }, { rules })).toBe(false);
    const alone = { severalTenants: false };
    expect(see(ben, { name: 'dev', groups: [] }, alone)).toBe(false);
  });
});
