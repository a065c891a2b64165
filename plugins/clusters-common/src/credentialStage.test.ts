import fc from 'fast-check';
import { credentialStage, type CredentialStage } from './credentialStage';

const DAY = 24 * 60 * 60_000;
const NOW = Date.parse('2026-03-01T00:00:00Z');
const inDays = (days: number) => new Date(NOW + days * DAY).toISOString();

describe('how near the end of a credential is', () => {
  it.each<[number, CredentialStage]>([
    [400, 'fine'],
    [31, 'fine'],
    [30, 'within-30-days'],
    [15, 'within-30-days'],
    [14, 'within-14-days'],
    [7, 'within-7-days'],
    [0.01, 'within-7-days'],
    [0, 'ended'],
    [-1, 'ended'],
  ])('is told for one that ends in %d days', (days, stage) => {
    expect(
      credentialStage({ kind: 'certificate', expires: inDays(days) }, NOW),
    ).toBe(stage);
  });

  it('is in proportion for one that lives shortly, because machines renew it', () => {
    const daily = (hours: number) =>
      credentialStage(
        {
          kind: 'certificate',
          issued: inDays((hours - 24) / 24),
          expires: inDays(hours / 24),
        },
        NOW,
      );
    expect(daily(20)).toBe('fine');
    expect(daily(7)).toBe('within-30-days');
    expect(daily(1)).toBe('within-7-days');
  });

  it('warns of none that is fetched anew by itself, until it has ended', () => {
    const token = (days: number) =>
      credentialStage({ kind: 'in-cluster', expires: inDays(days) }, NOW);
    expect(token(0.02)).toBe('fine');
    expect(token(-0.02)).toBe('ended');
  });

  it('knows nothing of an end that is not told, or not a time', () => {
    expect(credentialStage({ kind: 'token' }, NOW)).toBe('lasting');
    expect(credentialStage({ kind: 'token', expires: 'soon' }, NOW)).toBe(
      'lasting',
    );
  });

  it('never gets milder as the end comes nearer', () => {
    const order: CredentialStage[] = [
      'lasting',
      'fine',
      'within-30-days',
      'within-14-days',
      'within-7-days',
      'ended',
    ];
    const time = fc.integer({ min: -400 * DAY, max: 400 * DAY });
    fc.assert(
      fc.property(
        fc.constantFrom('token' as const, 'certificate' as const, 'exec'),
        fc.option(time, { nil: undefined }),
        time,
        fc.integer({ min: 0, max: 800 * DAY }),
        (kind, issued, at, later) => {
          const credential = {
            kind: kind as 'token',
            issued:
              issued === undefined
                ? undefined
                : new Date(NOW + issued).toISOString(),
            expires: new Date(NOW).toISOString(),
          };
          const before = order.indexOf(credentialStage(credential, NOW + at));
          const after = order.indexOf(
            credentialStage(credential, NOW + at + later),
          );
          expect(after).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });
});
