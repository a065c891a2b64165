import fc from 'fast-check';
import type { EventObject } from './events';
import { judge, Judgement, JudgedRestart, Observation } from './judge';
import type { Patience } from './patience';
import type { ContainerStatus, PodObject } from './pods';
import { NO_MEMORY } from './settling';
import type { WorkloadObject } from './workloads';

const STAMP = '2026-11-21T10:00:00Z';
const START = Date.parse(STAMP);
const RESTART: JudgedRestart = { stamp: STAMP, uid: 'w', patchedAt: START };
const PATIENCE: Patience = {
  settleMs: 10_000,
  troubleMs: 30_000,
  roomMs: 120_000,
};

const workload = (part: Partial<WorkloadObject> = {}): WorkloadObject => ({
  kind: 'deployments',
  namespace: 'shop',
  name: 'api',
  uid: 'w',
  deleting: false,
  generation: 2,
  observedGeneration: 2,
  groups: ['acme/payments'],
  selector: 'app=api',
  paused: false,
  partition: 0,
  minReadySeconds: 0,
  replicas: 2,
  restartedAt: STAMP,
  ...part,
  status: {
    replicas: 2,
    updated: 2,
    ready: 2,
    available: 2,
    conditions: [],
    ...part.status,
  },
});

const container = (part: Partial<ContainerStatus> = {}): ContainerStatus => ({
  name: 'main',
  init: false,
  ready: false,
  restarts: 0,
  running: false,
  ...part,
});

const pod = (name: string, part: Partial<PodObject> = {}): PodObject => ({
  name,
  uid: name,
  created: '2026-11-21T10:00:01Z',
  ending: false,
  phase: 'Running',
  ready: true,
  restartedAt: STAMP,
  owner: { kind: 'ReplicaSet', name: 'api-5d4f', uid: 'rs' },
  templateHash: '5d4f',
  containers: [container({ ready: true, running: true })],
  ...part,
});

const waiting = (reason: string, restarts = 0) =>
  pod('a', {
    ready: false,
    containers: [container({ restarts, waiting: { reason, message: 'm' } })],
  });
const rolling = workload({
  status: { replicas: 2, updated: 2, ready: 1, available: 1, conditions: [] },
});

/** Judges what is seen at several moments, each with what was remembered of those before; times in seconds. */
function watch(
  ...moments: ({ at: number } & Partial<Omit<Observation, 'now'>>)[]
): Judgement {
  let last: Judgement | undefined;
  for (const { at, ...seen } of moments) {
    last = judge(
      RESTART,
      {
        workload: workload(),
        pods: [pod('a'), pod('b')],
        events: [],
        ...seen,
        now: START + at * 1000,
      },
      PATIENCE,
      last?.memory ?? NO_MEMORY,
    );
  }
  return last!;
}
const stateOf = (judgement: Judgement) => judgement.verdict.state;

describe('the judge of a restart', () => {
  it('calls it ready when it has held for the settle time, and not a moment before', () => {
    expect(watch({ at: 0 })).toMatchObject({
      verdict: { state: 'rolling', nextLookAt: START + 10_000 },
      progress: { settlesAt: '2026-11-21T10:00:10.000Z' },
    });
    expect(stateOf(watch({ at: 0 }, { at: 9.9 }))).toBe('rolling');
    expect(stateOf(watch({ at: 0 }, { at: 10 }))).toBe('ready');
  });

  it('counts the settle time on top of minReadySeconds', () => {
    const slow = workload({ minReadySeconds: 5 });
    expect(
      stateOf(watch({ at: 0, workload: slow }, { at: 14, workload: slow })),
    ).toBe('rolling');
    expect(
      stateOf(watch({ at: 0, workload: slow }, { at: 15, workload: slow })),
    ).toBe('ready');
  });

  it('counts anew after a pod was unready for a while', () => {
    expect(
      stateOf(
        watch(
          { at: 0 },
          {
            at: 5,
            workload: rolling,
            pods: [pod('a', { ready: false }), pod('b')],
          },
          { at: 6 },
          { at: 15 },
        ),
      ),
    ).toBe('rolling');
  });

  it.each<[string, Partial<WorkloadObject>, PodObject[]]>([
    [
      'the controller has not seen it',
      { observedGeneration: 1 },
      [pod('a'), pod('b')],
    ],
    [
      'an old pod is still counted',
      { status: { ...workload().status, replicas: 3 } },
      [pod('a'), pod('b')],
    ],
    [
      'a pod is not available',
      { status: { ...workload().status, available: 1 } },
      [pod('a'), pod('b')],
    ],
    [
      'the counts say so but the pods are old',
      {},
      [pod('a', { restartedAt: undefined }), pod('b')],
    ],
    [
      'a pod is of another workload',
      {},
      [
        pod('a'),
        pod('b', {
          owner: { kind: 'ReplicaSet', name: 'other-5d4f', uid: 'x' },
        }),
      ],
    ],
  ])('does not call it ready while %s', (_why, part, pods) => {
    const seen = { workload: workload(part), pods };
    expect(stateOf(watch({ at: 0, ...seen }, { at: 100, ...seen }))).toBe(
      'rolling',
    );
  });

  it.each([
    'CrashLoopBackOff',
    'ImagePullBackOff',
    'ErrImagePull',
    'CreateContainerConfigError',
    'RunContainerError',
  ])('gives %s time to pass, and then calls it failed', reason => {
    const seen = { workload: rolling, pods: [waiting(reason), pod('b')] };
    expect(stateOf(watch({ at: 0, ...seen }, { at: 29, ...seen }))).toBe(
      'rolling',
    );
    expect(
      watch({ at: 0, ...seen }, { at: 30, ...seen }).verdict,
    ).toMatchObject({
      state: 'failed',
      trouble: { pod: 'a', container: 'main', reason },
    });
    expect(stateOf(watch({ at: 0, ...seen }, { at: 29 }, { at: 39 }))).toBe(
      'ready',
    );
  });

  it('does not wait for a container that crashes again and again, nor for an image that cannot be', () => {
    for (const one of [
      waiting('CrashLoopBackOff', 3),
      waiting('InvalidImageName'),
    ]) {
      expect(stateOf(watch({ at: 0, workload: rolling, pods: [one] }))).toBe(
        'failed',
      );
    }
  });

  it('names a container that took too much memory', () => {
    const one = pod('a', {
      ready: false,
      containers: [
        container({
          restarts: 3,
          waiting: { reason: 'CrashLoopBackOff', message: '' },
          endedBefore: { reason: 'OOMKilled', message: '', exitCode: 137 },
        }),
      ],
    });
    expect(
      watch({ at: 0, workload: rolling, pods: [one] }).verdict,
    ).toMatchObject({
      trouble: {
        reason: 'OOMKilled',
        message: 'Exit code 137',
        log: 'previous',
      },
    });
  });

  it('gives the cluster longer to find room for a pod', () => {
    const seen = {
      workload: rolling,
      pods: [
        pod('a', {
          ready: false,
          phase: 'Pending',
          containers: [],
          unschedulable: 'no nodes',
        }),
      ],
    };
    expect(stateOf(watch({ at: 0, ...seen }, { at: 119, ...seen }))).toBe(
      'rolling',
    );
    expect(
      watch({ at: 0, ...seen }, { at: 120, ...seen }).verdict,
    ).toMatchObject({
      trouble: { reason: 'Unschedulable', message: 'no nodes' },
    });
  });

  it('tells of a quota, from the condition of a Deployment and from the events of others', () => {
    const condition = {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: 'exceeded quota',
    };
    const blocked = workload({
      status: { ...rolling.status, conditions: [condition] },
    });
    const event: EventObject = {
      objectUid: 'w',
      reason: 'FailedCreate',
      message: 'exceeded quota',
      lastSeen: START + 1000,
    };
    for (const seen of [
      { workload: blocked, pods: [] },
      { workload: rolling, pods: [], events: [event] },
    ]) {
      expect(
        watch({ at: 0, ...seen }, { at: 30, ...seen }).verdict,
      ).toMatchObject({
        trouble: { reason: 'FailedCreate', message: 'exceeded quota' },
      });
    }
    const old = { ...event, lastSeen: START - 1000 };
    const seen = { workload: rolling, pods: [], events: [old] };
    expect(stateOf(watch({ at: 0, ...seen }, { at: 60, ...seen }))).toBe(
      'rolling',
    );
  });

  it('believes a Deployment whose deadline has passed', () => {
    const late = {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    };
    const seen = workload({
      status: { ...rolling.status, conditions: [late] },
    });
    expect(watch({ at: 0, workload: seen, pods: [] }).verdict).toMatchObject({
      trouble: { reason: 'ProgressDeadlineExceeded' },
    });
  });

  it('calls it failed when a pod crashes that was ready for a moment, although it comes back', () => {
    const back = pod('a', {
      containers: [
        container({
          ready: true,
          running: true,
          restarts: 1,
          endedBefore: { reason: 'Error', message: '', exitCode: 1 },
        }),
      ],
    });
    expect(
      watch({ at: 0 }, { at: 5, pods: [back, pod('b')] }).verdict,
    ).toMatchObject({
      state: 'failed',
      trouble: {
        pod: 'a',
        reason: 'Error',
        message: 'It was ready and then crashed. Exit code 1',
      },
    });
  });

  it('ends with the truth where the workload is gone, made anew, marked by somebody else, or put back', () => {
    expect(watch({ at: 0, workload: undefined }).verdict).toMatchObject({
      trouble: { reason: 'Deleted' },
    });
    expect(
      watch({ at: 0, workload: workload({ uid: 'x' }) }).verdict,
    ).toMatchObject({ trouble: { reason: 'Deleted' } });
    expect(
      stateOf(
        watch({
          at: 0,
          workload: workload({ restartedAt: '2026-11-21T10:00:09Z' }),
        }),
      ),
    ).toBe('superseded');
    expect(
      watch({ at: 0, workload: workload({ restartedAt: undefined }) }).verdict,
    ).toMatchObject({ trouble: { reason: 'Reverted' } });
  });

  it('knows the same moment in another zone', () => {
    const zoned = workload({ restartedAt: '2026-11-21T11:00:00+01:00' });
    expect(stateOf(watch({ at: 0, workload: zoned }))).toBe('rolling');
  });

  it('asks of a StatefulSet with a partition only the pods above it', () => {
    const owner = { kind: 'StatefulSet', name: 'api', uid: 'w' };
    const seen = {
      workload: workload({
        kind: 'statefulsets',
        partition: 1,
        status: {
          ...workload().status,
          updated: 1,
          currentRevision: 'a',
          updateRevision: 'b',
        },
      }),
      pods: [
        pod('api-0', { owner, restartedAt: undefined }),
        pod('api-1', { owner }),
      ],
    };
    expect(stateOf(watch({ at: 0, ...seen }, { at: 10, ...seen }))).toBe(
      'ready',
    );
  });

  it('waits for a Rollout until all pods from before are gone', () => {
    const argo = workload({ kind: 'rollouts' });
    const old = pod('old', { created: '2026-11-21T09:00:00Z' });
    const [a, b] = [pod('a'), pod('b')];
    const three = { workload: argo, pods: [a, b, old] };
    expect(stateOf(watch({ at: 0, ...three }, { at: 60, ...three }))).toBe(
      'rolling',
    );
    const two = { workload: argo, pods: [a, b] };
    expect(stateOf(watch({ at: 0, ...two }, { at: 10, ...two }))).toBe('ready');
  });

  it('never calls it ready sooner than the settle time after a change for the worse, whatever it sees', () => {
    const seen = fc.record({
      after: fc.integer({ min: 0, max: 8 }),
      well: fc.boolean(),
      crashes: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(seen, { minLength: 1, maxLength: 12 }), moments => {
        let at = 0;
        let wellSince: number | undefined;
        let memory = NO_MEMORY;
        for (const { after, well, crashes } of moments) {
          at += after;
          wellSince = well ? wellSince ?? at : undefined;
          const one = well
            ? pod('a', {
                containers: [
                  container({ ready: true, running: true, restarts: crashes }),
                ],
              })
            : waiting('CrashLoopBackOff', crashes);
          const judgement = judge(
            RESTART,
            {
              workload: well ? workload() : rolling,
              pods: [one, pod('b')],
              events: [],
              now: START + at * 1000,
            },
            PATIENCE,
            memory,
          );
          memory = judgement.memory;
          const { state } = judgement.verdict;
          if (state === 'ready')
            expect(at - wellSince!).toBeGreaterThanOrEqual(10);
          if (state !== 'rolling') return;
        }
      }),
    );
  });
});
