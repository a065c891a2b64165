import fc from 'fast-check';
import { scopes as declared } from '../__testUtils__/fixtures';
import { describeKey, describeRights } from './describeKey';

const now = new Date('2026-01-10T12:00:00Z');

function rights(...scopes: string[]) {
  return describeRights({ scopes, owner: 'user:acme/ada' }, declared);
}

describe('describeKey', () => {
  it('says what a key can do and until when', () => {
    const scopes = [
      'clusters:read',
      'restarts:restart:dev/payments/deployments/*',
    ];
    const expires = '2026-03-03T12:00:00Z';
    const key = { scopes, owner: 'user:acme/ada', expires };
    expect(describeKey(key, declared, now)).toBe(
      'may read your clusters and restart deployments in dev/payments until 3 March',
    );
  });

  it('names the year where it is another one', () => {
    const key = {
      scopes: ['clusters:read'],
      owner: 'user:acme/ada',
      expires: '2027-03-03T12:00:00Z',
    };
    expect(describeKey(key, declared, now)).toMatch(/until 3 March 2027$/);
  });

  it('says that a key never ends, or that it has ended', () => {
    const key = { scopes: ['clusters:read'], owner: 'user:acme/ada' };
    expect(describeKey({ ...key, expires: null }, declared, now)).toBe(
      'may read your clusters, with no end',
    );
    const expires = '2026-01-03T12:00:00Z';
    expect(describeKey({ ...key, expires }, declared, now)).toBe(
      'could read your clusters; ended on 3 January',
    );
  });

  it('says whose rights a key of full scope has', () => {
    expect(rights('*')).toBe('do all that you may');
    expect(
      describeRights({ scopes: ['*'], owner: 'group:acme/payments' }, declared),
    ).toBe('do all that members of acme/payments may');
  });

  it.each([
    ['restarts:restart', 'restart workloads'],
    ['restarts:restart:**', 'restart workloads'],
    ['restarts:restart:dev/**', 'restart workloads in dev'],
    ['restarts:restart:dev/payments/**', 'restart workloads in dev/payments'],
    [
      'restarts:restart:dev/payments/deployments/api',
      'restart deployments named api in dev/payments',
    ],
    ['restarts:restart:*/payments/*/*', 'restart workloads in */payments'],
    ['restarts:restart:dev', 'restart workloads at dev'],
    ['clusters:read:dev', 'read your clusters named dev'],
    ['restarts:*', 'restart workloads'],
    ['scanner:scan', 'do “scan” in scanner'],
    ['scanner:*', 'do everything in scanner'],
    ['*:read', 'do “read” everywhere'],
  ])('says %s as “%s”', (scope, words) => {
    expect(rights(scope)).toBe(words);
  });

  it('joins the places of one right', () => {
    expect(
      rights('restarts:restart:dev/a/**', 'restarts:restart:prod/b/**'),
    ).toBe('restart workloads in dev/a and prod/b');
  });

  it('leaves out places where the right is held everywhere', () => {
    expect(rights('restarts:restart:dev/a/**', 'restarts:restart')).toBe(
      'restart workloads',
    );
  });

  it('names every literal part of a pattern', () => {
    const segment = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const pattern = fc.array(fc.oneof(segment, fc.constant('*')), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(pattern, parts => {
        const words = rights(`restarts:restart:${parts.join('/')}`);
        const left = parts.filter(
          part => part !== '*' && !words.includes(part),
        );
        expect(left).toEqual([]);
        expect(words).toMatch(/^restart /);
      }),
    );
  });

  it('never fails, whatever the scopes are', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), scopes => {
        expect(rights(...scopes)).not.toBe('');
      }),
    );
  });
});
