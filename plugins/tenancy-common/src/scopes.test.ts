import fc from 'fast-check';
import { parseScope, scopesAllow, scopesCover, scopesMention } from './scopes';

const name = fc.constantFrom('a', 'b', 'clusters', 'restarts');
const segment = fc.constantFrom('dev', 'prod', 'payments', 'api', 'a-b');
const patternSegment = fc.oneof(
  segment,
  fc.constantFrom('*', '**', 'p*', '*i', 'd*v'),
);
const path = fc.array(segment, { minLength: 1, maxLength: 5 });
const scope = fc
  .record({
    plugin: fc.oneof(name, fc.constant('*')),
    action: fc.oneof(name, fc.constant('*')),
    resource: fc.option(
      fc.array(patternSegment, { minLength: 1, maxLength: 4 }),
      { nil: undefined },
    ),
  })
  .map(({ plugin, action, resource }) =>
    [plugin, action, ...(resource ? [resource.join('/')] : [])].join(':'),
  );
const scopes = fc.array(scope, { minLength: 1, maxLength: 4 });

/** The rule in other words: a pattern as a regular expression over the path. */
function matches(pattern: string, text: string): boolean {
  // Each segment is read with a slash behind it, so that `**` can stand for none.
  const expression = pattern
    .split('/')
    .map(part =>
      part === '**'
        ? '([^/]+/)*'
        : `${part.replace(/[*]/g, '[^/]*').replace(/\./g, '\\.')}/`,
    )
    .join('');
  return new RegExp(`^${expression}$`).test(`${text}/`);
}

describe('scopes', () => {
  it('allow the same however often, and of whatever else, they are asked', () => {
    const questions = fc.array(fc.tuple(name, name, path), { minLength: 1 });
    fc.assert(
      fc.property(scopes, questions, (held, asked) => {
        for (const [plugin, action, resource] of [...asked, ...asked]) {
          const text = resource.join('/');
          expect(scopesAllow(held, plugin, action, text)).toBe(
            scopesAllow([...held], plugin, action, text),
          );
        }
      }),
    );
  });

  it('match resources as a regular expression of their pattern would', () => {
    fc.assert(
      fc.property(
        fc.array(patternSegment, { minLength: 1, maxLength: 4 }),
        path,
        (pattern, resource) => {
          const text = resource.join('/');
          expect(
            scopesAllow([`a:b:${pattern.join('/')}`], 'a', 'b', text),
          ).toBe(matches(pattern.join('/'), text));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('that are covered by others allow nothing that those do not', () => {
    fc.assert(
      fc.property(
        scopes,
        scopes,
        name,
        name,
        path,
        (wider, narrower, plugin, action, resource) => {
          const text = resource.join('/');
          fc.pre(scopesCover(wider, narrower));
          fc.pre(scopesAllow(narrower, plugin, action, text));
          expect(scopesAllow(wider, plugin, action, text)).toBe(true);
        },
      ),
      { numRuns: 500, maxSkipsPerRun: 2_000 },
    );
  });

  it('cover themselves, and `*` covers all', () => {
    fc.assert(
      fc.property(scopes, some => {
        expect(scopesCover(some, some)).toBe(true);
        expect(scopesCover(['*'], some)).toBe(true);
      }),
    );
  });

  it('of one plugin say nothing of another', () => {
    expect(scopesAllow(['restarts:restart'], 'clusters', 'restart')).toBe(
      false,
    );
    expect(scopesMention(['restarts:restart:dev/**'], 'clusters')).toBe(false);
    expect(scopesMention(['restarts:restart:dev/**'], 'restarts')).toBe(true);
  });

  it('with a pattern do not cover the whole action', () => {
    expect(scopesCover(['a:b:**'], ['a:b'])).toBe(false);
    expect(scopesCover(['a:b'], ['a:b:**'])).toBe(true);
    expect(scopesCover(['a:b:dev/*'], ['a:b:dev/**'])).toBe(false);
  });

  it.each([
    '',
    'a',
    'a:',
    ':b',
    'A:b',
    'a:b:',
    'a:b:/x',
    'a:b:x/',
    'a:b:x//y',
    'a:b:x**',
    'a:b:x y',
    'a:b:../\u0000',
    `a:b:${'x'.repeat(300)}`,
  ])('refuse %j, which is not one', text => {
    expect(parseScope(text)).toBeUndefined();
  });
});
