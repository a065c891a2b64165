import { restart } from '../__testUtils__/fixtures';
import { failedRestarts, ownRestarts } from './homeItems';

const ben = 'user:acme/ben';
const now = new Date('2026-03-01T13:00:00Z');
const failure = { reason: 'CrashLoopBackOff', message: '', log: [] };

describe('the home page of restarts', () => {
  it('tells of one’s own that failed, unless a later one of the workload is there', () => {
    const items = failedRestarts(
      [
        restart({ id: 'mended', name: 'web', state: 'ready' }),
        restart({ id: 'open', state: 'failed', failure }),
        restart({ id: 'earlier', state: 'failed', failure }),
        restart({ id: 'web', name: 'web', state: 'failed', failure }),
        restart({
          id: 'other',
          name: 'x',
          state: 'failed',
          requestedBy: { ref: 'user:acme/ada', name: 'ada' },
        }),
        restart({
          id: 'long ago',
          name: 'y',
          state: 'failed',
          requestedAt: '2026-02-27T12:00:00Z',
        }),
        restart({ id: 'late', name: 'z', state: 'timed-out' }),
      ],
      ben,
      now,
    );
    expect(items).toMatchObject([
      {
        title: 'The restart of api failed',
        detail: 'CrashLoopBackOff · payments on dev',
        href: '/restarts/open',
      },
      { title: 'The restart of z was not ready in time' },
    ]);
  });

  it('says what one restarted, and leaves out those of a batch', () => {
    expect(
      ownRestarts(
        [
          restart(),
          restart({ id: 'r2', state: 'ready' }),
          restart({ id: 'r3', batch: 'b1' }),
        ],
        ben,
      ).map(({ title, detail }) => `${title}: ${detail}`),
    ).toEqual([
      'Restarting api: payments on dev · rolling',
      'Restarted api: payments on dev · ready',
    ]);
  });
});
