import type { ClusterState } from '@wheelhouse/plugin-clusters-common';
import fc from 'fast-check';
import { assess } from './assess';
import type { ClusterFacts, Probe } from './facts';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

const well: Probe = { answered: true, version: 'v1.36.3', latencyMs: 4 };
const facts = (part: Partial<ClusterFacts> = {}): ClusterFacts => ({
  usable: true,
  problems: [],
  credential: { kind: 'token' },
  probe: well,
  ...part,
});
const unanswered = (reason: (Probe & { answered: false })['reason']) =>
  facts({ probe: { answered: false, reason, message: 'the words of it' } });

describe('the state of a cluster', () => {
  it('is good when it answers and nothing is wrong', () => {
    expect(assess(facts(), NOW)).toEqual({ state: 'good', reasons: [] });
  });

  it('is unknown until it was asked', () => {
    expect(assess(facts({ probe: undefined }), NOW).state).toBe('unknown');
  });

  it.each<[Parameters<typeof unanswered>[0], ClusterState, RegExp]>([
    ['unreachable', 'failed', /Nothing answers.*Check that its API server/],
    ['timeout', 'failed', /does not answer in time/],
    ['tls', 'failed', /certificate.*Put the CA/],
    ['unauthorized', 'failed', /refuses the portal's credential. Put a new/],
    ['forbidden', 'attention', /forbids.*Give the account its roles/],
    ['throttled', 'attention', /asked too much/],
    ['server-error', 'failed', /Look at its API server's log/],
    ['bad-answer', 'failed', /not a Kubernetes API server. Check the address/],
    ['misconfigured', 'failed', /^the words of it$/],
    ['internal', 'failed', /The portal's log says why/],
  ])('says in plain words what to do: %s', (reason, state, text) => {
    const found = assess(unanswered(reason), NOW);
    expect(found).toEqual({ state, reasons: [expect.stringMatching(text)] });
  });

  it('tells the problems of a definition that cannot be used', () => {
    const problems = ['Its config is not JSON. Write it again.'];
    expect(
      assess(facts({ usable: false, problems, probe: undefined }), NOW),
    ).toEqual({ state: 'failed', reasons: problems });
  });

  it('warns of the end of the credential', () => {
    const endsIn = (hours: number) =>
      assess(
        facts({
          credential: { kind: 'certificate', expires: inHours(hours) },
        }),
        NOW,
      );
    expect(endsIn(31 * 24)).toEqual({ state: 'good', reasons: [] });
    expect(endsIn(30 * 24)).toEqual({
      state: 'attention',
      reasons: [
        "The portal's credential ends in 30 days, on 31 March 2026. Renew it before then.",
      ],
    });
    expect(endsIn(14 * 24).reasons[0]).toContain('in 14 days');
    expect(endsIn(7 * 24).reasons[0]).toContain('in 7 days');
    expect(endsIn(5.5).reasons[0]).toContain('in 5 hours');
    expect(endsIn(0)).toEqual({
      state: 'attention',
      reasons: [expect.stringContaining('ended on 1 March 2026. Put a new')],
    });
  });

  it('names nodes that are not ready', () => {
    const nodes = (notReady: string[]) =>
      assess(facts({ nodes: { listed: true, total: 5, notReady } }), NOW);
    expect(nodes([]).state).toBe('good');
    expect(nodes(['a'])).toEqual({
      state: 'attention',
      reasons: ['1 of 5 nodes is not ready: a.'],
    });
    expect(nodes(['a', 'b', 'c', 'd', 'e']).reasons).toEqual([
      '5 of 5 nodes are not ready: a, b, c and 2 more.',
    ]);
  });

  it('does not count it as a failure that nodes may not be listed', () => {
    expect(
      assess(facts({ nodes: { listed: false, reason: 'forbidden' } }), NOW),
    ).toEqual({
      state: 'good',
      reasons: [expect.stringContaining('account may not list nodes')],
    });
  });
});

describe('whatever the facts are', () => {
  const reason = fc.constantFrom(
    ...([
      'unreachable',
      'timeout',
      'tls',
      'unauthorized',
      'forbidden',
      'not-found',
      'conflict',
      'gone',
      'invalid',
      'throttled',
      'server-error',
      'bad-answer',
      'misconfigured',
      'internal',
    ] as const),
  );
  const anyFacts: fc.Arbitrary<ClusterFacts> = fc.record({
    usable: fc.boolean(),
    problems: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
    credential: fc.record(
      {
        kind: fc.constantFrom('token' as const, 'exec' as const),
        expires: fc.integer({ min: -900, max: 900 }).map(inHours),
      },
      { requiredKeys: ['kind'] },
    ),
    probe: fc.option(
      fc.oneof(
        fc.record({
          answered: fc.constant(true as const),
          latencyMs: fc.nat(),
          ready: fc.option(fc.boolean(), { nil: undefined }),
        }),
        fc.record({
          answered: fc.constant(false as const),
          reason,
          message: fc.string({ minLength: 1 }),
        }),
      ),
      { nil: undefined },
    ),
    nodes: fc.option(
      fc.oneof(
        fc
          .array(fc.string({ minLength: 1 }), { maxLength: 9 })
          .map(notReady => ({
            listed: true as const,
            total: notReady.length + 1,
            notReady,
          })),
        fc.constant({ listed: false as const, reason: 'forbidden' as const }),
      ),
      { nil: undefined },
    ),
  });
  const check = (
    property: (f: ClusterFacts, found: ReturnType<typeof assess>) => void,
  ) => fc.assert(fc.property(anyFacts, f => property(f, assess(f, NOW))));

  it('a state that is not good has a reason', () => {
    check((_, { state, reasons }) => {
      if (state === 'failed' || state === 'attention') {
        expect(reasons.length).toBeGreaterThan(0);
      }
      expect(reasons.every(text => text.length > 0)).toBe(true);
    });
  });

  it('good means that it answered, may be used and has a credential that has not ended', () => {
    check((f, { state }) => {
      if (state !== 'good') return;
      expect(f.usable).toBe(true);
      expect(f.probe?.answered).toBe(true);
      const { expires } = f.credential;
      if (expires) expect(Date.parse(expires)).toBeGreaterThan(NOW);
    });
  });

  it('one that cannot be used has failed', () => {
    check((f, { state }) => {
      if (!f.usable) expect(state).toBe('failed');
    });
  });

  it('nodes say nothing of one that does not answer', () => {
    check((f, found) => {
      if (f.probe?.answered) return;
      expect(assess({ ...f, nodes: undefined }, NOW)).toEqual(found);
    });
  });
});
