import { apiKey } from '../__testUtils__/fixtures';
import { describeActivity, keysThatEndSoon, noticeItems } from './homeItems';

const now = new Date('2026-03-01T12:00:00Z');

describe('the home page of tenancy', () => {
  it('tells of keys that end within 14 days, the next one first', () => {
    const keys = [
      apiKey({ id: 'far', expires: '2026-03-16T12:00:00Z' }),
      apiKey({ id: 'late', expires: '2026-03-15T11:00:00Z' }),
      apiKey({ id: 'soon', expires: '2026-03-02T12:00:00Z' }),
      apiKey({ id: 'over', expires: '2026-02-28T12:00:00Z' }),
      apiKey({ id: 'never', expires: null }),
    ];
    expect(keysThatEndSoon(keys, now).map(({ id }) => id)).toEqual([
      'soon',
      'late',
    ]);
  });

  it('does not nag about keys that are not used', () => {
    const unused = apiKey({
      granted: '2025-03-01T12:00:00Z',
      lastUsed: null,
      expires: '2026-12-01T12:00:00Z',
    });
    expect(keysThatEndSoon([unused], now)).toEqual([]);
  });

  it('shows the notice of the administrators, and none where there is none', () => {
    expect(noticeItems('Back at noon')).toMatchObject([
      { title: 'Back at noon', status: 'attention' },
    ]);
    expect([noticeItems(''), noticeItems(undefined)]).toEqual([[], []]);
  });

  it('leads from a key to its panel', () => {
    const key = apiKey({ id: 'k 1', expires: '2026-03-02T12:00:00Z' });
    expect(keysThatEndSoon([key], now)[0].href).toBe(
      '/account?tab=keys&key=k%201',
    );
  });

  it.each([
    ['key.created', 'bot', 'Created the API key bot'],
    ['session.started', 'Acme Corp', 'Signed in at Acme Corp'],
    ['setting.changed', 'tenancy.banner', 'Changed the setting tenancy.banner'],
    ['namespace.requested', 'dev/a', 'Requested namespace dev/a'],
    ['tidied', 'up', 'Tidied up'],
  ])('says %s of %s as “%s”', (action, subject, title) => {
    const time = now.toISOString();
    expect(
      describeActivity({ id: '1', time, action, subject, persona: null }).title,
    ).toBe(title);
  });
});
