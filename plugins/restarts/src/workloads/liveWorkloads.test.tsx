import { screen, waitFor, within } from '@testing-library/react';
import { WORKLOADS_CHANNEL } from '@wheelhouse/plugin-restarts-common';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeRestarts } from '../__testUtils__/fakes';
import { FakeLive } from '../__testUtils__/FakeLive';
import { workload } from '../__testUtils__/fixtures';
import { renderRestarts } from '../__testUtils__/renderRestarts';

const payments = { cluster: 'dev', namespace: 'payments' };

/** The list over a cluster that the test changes. */
async function watching() {
  const world = {
    workloads: [
      workload({ name: 'api' }),
      workload({ name: 'old' }),
      workload({ name: 'worker', namespace: 'ops' }),
    ],
  };
  const listWorkloads = jest.fn(async ({ cluster, namespace } = {}) => ({
    items: world.workloads.filter(
      item =>
        (!cluster || item.cluster === cluster) &&
        (!namespace || item.namespace === namespace),
    ),
    unavailable: [],
  }));
  const live = new FakeLive();
  const page = renderRestarts(
    fakeRestarts({ listWorkloads }),
    '/restarts',
    live,
  );
  await screen.findByRole('row', { name: /worker/ });
  listWorkloads.mockClear();
  return { world, live, listWorkloads, page };
}

const row = (name: RegExp) => screen.findByRole('row', { name });

describe('workloads that change while one looks', () => {
  it('are read again by namespace, once for many changes: changed, gone and new ones', async () => {
    const { world, live, listWorkloads } = await watching();
    world.workloads = [
      workload({ name: 'api', state: 'failed' }),
      workload({ name: 'fresh' }),
      workload({ name: 'worker', namespace: 'ops' }),
    ];
    for (let times = 0; times < 20; times += 1) {
      live.tell(WORKLOADS_CHANNEL, payments);
    }
    await row(/fresh/);
    expect(await row(/api/)).toHaveTextContent('Failed');
    expect(screen.queryByRole('row', { name: /old/ })).not.toBeInTheDocument();
    expect(listWorkloads.mock.calls).toEqual([
      [expect.objectContaining(payments)],
    ]);
  });

  it('are read again when they change while they are read', async () => {
    const { world, live, listWorkloads } = await watching();
    let answer = () => {};
    listWorkloads.mockImplementationOnce(async () => {
      await new Promise<void>(resolve => {
        answer = resolve;
      });
      return { items: [workload({ name: 'api' })], unavailable: [] };
    });
    live.tell(WORKLOADS_CHANNEL, payments);
    await waitFor(() => expect(listWorkloads).toHaveBeenCalledTimes(1));
    world.workloads = [workload({ name: 'api', state: 'failed' })];
    live.tell(WORKLOADS_CHANNEL, payments);
    answer();
    await waitFor(async () =>
      expect(await row(/api/)).toHaveTextContent('Failed'),
    );
  });

  it('are all read again when changes were missed, when there are many, and when a part could not be read', async () => {
    const { live, listWorkloads } = await watching();
    const allRead = async () => {
      await waitFor(() =>
        expect(listWorkloads).toHaveBeenCalledWith({
          cursor: undefined,
          limit: 200,
        }),
      );
      listWorkloads.mockClear();
    };
    live.resync(WORKLOADS_CHANNEL);
    await allRead();
    for (let index = 0; index < 9; index += 1) {
      live.tell(WORKLOADS_CHANNEL, { cluster: 'dev', namespace: `n${index}` });
    }
    await allRead();
    listWorkloads.mockRejectedValueOnce(await refusal(503, 'Not now.'));
    live.tell(WORKLOADS_CHANNEL, payments);
    await allRead();
    const grid = within(screen.getByRole('grid', { name: 'Workloads' }));
    expect(grid.getAllByRole('row')).toHaveLength(4);
  });
});
