import { InputError } from '@backstage/errors';
import { decodeCursor, encodeCursor, parseDuration, parsePage } from '.';

describe('parsePage', () => {
  it('has a limit of 50 when nobody says', () => {
    expect(parsePage({})).toEqual({ limit: 50 });
    expect(parsePage({ limit: '200', cursor: 'x' })).toEqual({
      limit: 200,
      cursor: 'x',
    });
    expect(parsePage({ limit: 7 })).toEqual({ limit: 7 });
  });

  it.each(['0', '201', '-1', '1.5', '1e2', '', ' 5', ['5'], {}, NaN, null])(
    'refuses the limit %p',
    limit => {
      expect(() => parsePage({ limit })).toThrow(InputError);
    },
  );

  it.each(['', 'x'.repeat(1025), ['x'], {}])(
    'refuses the cursor %p',
    cursor => {
      expect(() => parsePage({ cursor })).toThrow(InputError);
    },
  );
});

describe('cursors', () => {
  it('come back as they were', () => {
    const cursor = encodeCursor(['2026-11-21T00:00:00Z', 7, null]);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor, ['string', 'number', 'string?'])).toEqual([
      '2026-11-21T00:00:00Z',
      7,
      null,
    ]);
  });

  it.each([
    'nonsense',
    encodeCursor(['a']),
    encodeCursor(['a', 'b']),
    encodeCursor(['a', null]),
    encodeCursor(['a', 1, 2]),
    Buffer.from('{"0":"a","1":1,"length":2}').toString('base64url'),
    Buffer.from('["a",{"$gt":1}]').toString('base64url'),
    Buffer.from('["a",1e999]').toString('base64url'),
    encodeCursor(['a'.repeat(2000), 1]),
  ])('that were tampered with are refused: %s', cursor => {
    expect(() => decodeCursor(cursor, ['string', 'number'])).toThrow(
      InputError,
    );
  });
});

describe('parseDuration', () => {
  it('reads what Backstage reads', () => {
    for (const text of ['5m', '300s', 'PT5M', '5 minutes']) {
      expect(parseDuration(text, 'timeout', { max: 300_000 })).toBe(300_000);
    }
  });

  it.each(['', '5', 'soon', '-5m', '0s', '6m'])('refuses %p', text => {
    expect(() => parseDuration(text, 'timeout', { max: 300_000 })).toThrow(
      /"timeout" must be/,
    );
  });
});
