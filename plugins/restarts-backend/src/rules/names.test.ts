import fc from 'fast-check';
import { checkReference } from './names';
import { chooseStamp, isSameStamp } from './stamp';

const good = {
  cluster: 'dev',
  namespace: 'shop',
  kind: 'deployments',
  name: 'api.v1',
};

describe('names', () => {
  it('of workloads are DNS-1123', () => {
    expect(checkReference(good)).toEqual(good);
  });

  it.each([
    '',
    '..',
    '../secrets',
    'a/b',
    'a%2fb',
    'a b',
    'a\n',
    'A',
    '-a',
    'a-',
    '.a',
    'a..b',
    '--upload-pack',
    '__proto__',
    'x'.repeat(254),
    'é',
  ])('that are not are refused: %j', name => {
    for (const part of ['cluster', 'namespace', 'name', 'kind']) {
      expect(() => checkReference({ ...good, [part]: name })).toThrow(
        /must be/,
      );
    }
  });

  it('that are taken mean nothing in a path', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), name => {
        try {
          checkReference({ ...good, name });
        } catch {
          return;
        }
        expect(encodeURIComponent(name)).toBe(name);
      }),
    );
  });
});

describe('the mark of a restart', () => {
  const now = Date.parse('2026-11-21T10:00:00.700Z');

  it('is the time to the second', () => {
    expect(chooseStamp(now, undefined)).toBe('2026-11-21T10:00:00Z');
    expect(chooseStamp(now, 'nonsense', '2020-01-01T00:00:00Z')).toBe(
      '2026-11-21T10:00:00Z',
    );
  });

  it('differs from those that are there, in whatever zone they are written', () => {
    const stamps = fc
      .integer({ min: -5_000, max: 5_000 })
      .map(ms => new Date(now + ms).toISOString().replace(/\.\d+/, ''));
    fc.assert(
      fc.property(fc.array(stamps, { maxLength: 3 }), others => {
        const chosen = chooseStamp(now, ...others);
        expect(others.some(other => isSameStamp(other, chosen))).toBe(false);
        expect(Date.parse(chosen)).toBeGreaterThanOrEqual(now - 1000);
      }),
    );
    expect(chooseStamp(now, '2026-11-21T11:00:00+01:00')).toBe(
      '2026-11-21T10:00:01Z',
    );
  });
});
