import { workload } from '../__testUtils__/fixtures';
import { mergeWorkloads } from './mergeWorkloads';

describe('workloads that are read again', () => {
  const data = {
    pages: [
      {
        items: [
          workload({ name: 'api' }),
          workload({ name: 'old' }),
          workload({ name: 'other', namespace: 'ops' }),
        ],
        nextCursor: 'c1',
        unavailable: [],
      },
      { items: [workload({ name: 'worker' })], unavailable: [] },
    ],
    pageParams: [undefined, 'c1'],
  };
  const names = (merged: typeof data) =>
    merged.pages.map(page =>
      page.items.map(item => `${item.name} ${item.state}`),
    );

  it('stay in their places, vanish when they are gone, and are added at the end', () => {
    const merged = mergeWorkloads(
      data,
      { cluster: 'dev', namespace: 'payments' },
      [
        workload({ name: 'new' }),
        workload({ name: 'worker', state: 'failed' }),
        workload({ name: 'api', state: 'working' }),
      ],
    );
    expect(names(merged as typeof data)).toEqual([
      ['api working', 'other good'],
      ['worker failed', 'new good'],
    ]);
    expect(names(data)[0]).toHaveLength(3);
  });
});
