import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Batch,
  BatchItem,
  BatchRequest,
} from '@wheelhouse/plugin-restarts-common';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeRestarts } from '../__testUtils__/fakes';
import { workload } from '../__testUtils__/fixtures';
import { renderRestarts } from '../__testUtils__/renderRestarts';

const several = ['api', 'ledger', 'worker'].map(name => workload({ name }));

function item(name: string, part: Partial<BatchItem> = {}): BatchItem {
  const { cluster, namespace, kind } = several[0];
  return { cluster, namespace, kind, name, state: 'waiting', ...part };
}

function batch(part: Partial<Batch> = {}): Batch {
  return {
    id: 'b1',
    state: 'running',
    reason: 'New root certificate',
    requestedBy: { ref: 'user:acme/ben', name: 'ben' },
    requestedAt: '2026-03-01T12:00:00Z',
    atOnce: 2,
    stopAtFirstFailure: true,
    items: [
      item('api', { state: 'ready', restart: 'r1' }),
      item('ledger', { state: 'rolling', restart: 'r2' }),
      item('worker'),
    ],
    ...part,
  };
}

const address = () => screen.getByTestId('address').textContent;

describe('restarting several', () => {
  const choose = async (...names: string[]) => {
    for (const name of names)
      await userEvent.click(
        await screen.findByRole('checkbox', { name: `Choose ${name}` }),
      );
  };

  function withPlan(refused: string[] = []) {
    return fakeRestarts({
      listWorkloads: jest.fn(async () => ({ items: several, unavailable: [] })),
      startBatch: jest.fn(async (request: BatchRequest) =>
        request.dryRun
          ? batch({
              id: undefined,
              state: 'planned',
              items: request.workloads.map(({ name }) =>
                item(name, {
                  possible: !refused.includes(name),
                  message: refused.includes(name) ? 'It is paused.' : undefined,
                }),
              ),
            })
          : batch(),
      ),
      getBatch: jest.fn(async () => batch()),
    });
  }

  it('shows what would happen first, then restarts those that can be, and follows them', async () => {
    const restarts = withPlan(['ledger']);
    renderRestarts(restarts);
    await choose('api', 'ledger', 'worker');
    await userEvent.click(
      screen.getByRole('button', { name: 'Restart 3 workloads' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText(/^2 of 3 workloads can be restarted/);
    expect(dialog.getByText('It is paused.')).toBeInTheDocument();
    await userEvent.type(
      dialog.getByLabelText(/Reason/),
      'New root certificate',
    );
    const cap = dialog.getByLabelText('How many at once');
    await userEvent.clear(cap);
    await userEvent.type(cap, '2');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Restart 2 workloads' }),
    );
    await waitFor(() => expect(address()).toBe('/restarts/batches/b1'));
    const [dryRun, real] = restarts.startBatch.mock.calls;
    expect(dryRun[0]).toMatchObject({ dryRun: true });
    expect(real[0]).toEqual({
      workloads: ['api', 'worker'].map(name => ({
        cluster: 'dev',
        namespace: 'payments',
        kind: 'deployments',
        name,
      })),
      reason: 'New root certificate',
      atOnce: 2,
      stopAtFirstFailure: true,
    });
    expect(real[1]).not.toBe(dryRun[1]);
  });

  it('takes no cap that the server would refuse', async () => {
    renderRestarts(withPlan());
    await choose('api');
    await userEvent.click(
      screen.getByRole('button', { name: 'Restart 1 workload' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText('1 workload can be restarted.');
    await userEvent.clear(dialog.getByLabelText('How many at once'));
    await userEvent.type(
      dialog.getByLabelText('How many at once'),
      '21{Enter}',
    );
    expect(dialog.getByText('From 1 to 20.')).toBeInTheDocument();
    expect(screen.getByRole('dialog')).toBeInTheDocument();
  });

  it('says so where what would happen cannot be found out', async () => {
    const restarts = withPlan();
    restarts.startBatch.mockRejectedValue(await refusal(503, 'Down.'));
    renderRestarts(restarts);
    await choose('api');
    await userEvent.click(
      screen.getByRole('button', { name: 'Restart 1 workload' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByRole('alert')).toHaveTextContent('Down.');
    expect(dialog.getByRole('button', { name: 'Restart' })).toBeDisabled();
  });
});

describe('several restarts that are followed', () => {
  it('shows each with its state, and leads to it', async () => {
    renderRestarts(
      fakeRestarts({ getBatch: jest.fn(async () => batch()) }),
      '/restarts/batches/b1',
    );
    expect(
      await screen.findByRole('heading', { name: 'Restart of 3 workloads' }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('status')[1]).toHaveTextContent(
      'Restarting. 1 of 3 workloads ready, 1 under way',
    );
    await userEvent.click(screen.getByRole('row', { name: /ledger/ }));
    expect(address()).toBe('/restarts/r2');
  });

  it('is stopped after a question that says what goes on', async () => {
    const restarts = fakeRestarts({
      getBatch: jest.fn(async () => batch()),
      stopBatch: jest.fn(async () => batch({ state: 'stopped' })),
    });
    renderRestarts(restarts, '/restarts/batches/b1');
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(
      dialog.getByText(/1 workload that waits is left alone/),
    ).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Stop' }));
    expect(await screen.findByText('Stopped')).toBeInTheDocument();
    expect(restarts.stopBatch).toHaveBeenCalledWith('b1');
  });

  it('is the honest not-found of the server', async () => {
    const error = await refusal(404, 'There are no such restarts.');
    renderRestarts(
      fakeRestarts({ getBatch: jest.fn(() => Promise.reject(error)) }),
      '/restarts/batches/b2',
    );
    await act(async () => {});
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There are no such restarts.',
    );
  });
});
