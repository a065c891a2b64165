import { durationWords, workloadOfPath, workloadPath } from './words';

describe('the path of a workload', () => {
  it('is read as it is written', () => {
    const workload = {
      cluster: 'Dev Cluster',
      namespace: 'payments',
      kind: 'statefulsets' as const,
      name: 'db.main',
    };
    expect(workloadOfPath(workloadPath(workload))).toEqual(workload);
  });

  it.each([
    '',
    'dev/payments/deployments',
    'dev/payments/deployments/api/more',
    'dev/payments/secrets/api',
    'dev/payments/constructor/api',
    'dev/../deployments/api',
    '../payments/deployments/api',
    'dev/payments/deployments/..',
    'dev/payments/deployments/API',
  ])('is none: %j', path => {
    expect(workloadOfPath(path)).toBeUndefined();
  });
});

describe('durations', () => {
  it.each([
    [-5, '0 s'],
    [8_400, '8 s'],
    [185_000, '3 min 5 s'],
    [7_440_000, '2 h 4 min'],
  ])('%d ms is %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });
});
