import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeRestarts } from '../__testUtils__/fakes';
import { restart, workload } from '../__testUtils__/fixtures';
import { renderRestarts } from '../__testUtils__/renderRestarts';

const past = [
  restart({ id: 'r3' }),
  restart({
    id: 'r2',
    name: 'worker',
    state: 'failed',
    endedAt: '2026-03-01T12:01:05Z',
    requestedBy: {
      ref: 'group:acme/payments',
      name: 'payments',
      key: { id: 'k1', name: 'deploy-bot' },
    },
    failure: { reason: 'CrashLoopBackOff', message: '', log: [] },
  }),
];

const address = () => screen.getByTestId('address').textContent;

function renderHistory(path = '/restarts?tab=history') {
  const restarts = fakeRestarts({
    listWorkloads: jest.fn(async () => ({
      items: [workload(), workload({ name: 'worker' })],
      unavailable: [],
    })),
    listRestarts: jest.fn(async () => ({ items: past })),
  });
  renderRestarts(restarts, path);
  return restarts;
}

describe('the history of restarts', () => {
  it('says who or which key, for how long and how it ended, and leads there', async () => {
    renderHistory();
    const row = await screen.findByRole('row', { name: /worker/ });
    expect(row).toHaveTextContent('FailedCrashLoopBackOff');
    expect(row).toHaveTextContent('payments with the key deploy-bot');
    expect(row).toHaveTextContent('1 min 5 s');
    expect(row).toHaveTextContent('New certificate');
    await userEvent.click(row);
    expect(address()).toBe('/restarts/r2');
  });

  it('is asked of the server for one workload and one outcome, as the address says', async () => {
    const restarts = renderHistory();
    await userEvent.click(await screen.findByLabelText('Filter by workload'));
    await userEvent.keyboard('work');
    await userEvent.click(
      await screen.findByRole('option', {
        name: 'dev/payments/deployments/worker',
      }),
    );
    await userEvent.click(screen.getByLabelText('Filter by how it ended'));
    await userEvent.click(screen.getByRole('option', { name: 'Under way' }));
    expect(address()).toBe(
      '/restarts?tab=history&of=dev/payments/deployments/worker&ended=running',
    );
    await waitFor(() =>
      expect(restarts.listRestarts).toHaveBeenLastCalledWith({
        cluster: 'dev',
        namespace: 'payments',
        kind: 'deployments',
        name: 'worker',
        state: 'pending,patched,rolling',
        cursor: undefined,
        limit: 50,
      }),
    );
  });

  it('says what would be here, what does not match, and what went wrong', async () => {
    const { unmount } = renderRestarts(fakeRestarts(), '/restarts?tab=history');
    expect(
      await screen.findByText(/Nothing was restarted/),
    ).toBeInTheDocument();
    unmount();
    const filtered = renderRestarts(
      fakeRestarts(),
      '/restarts?tab=history&ended=failed',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(address()).toBe('/restarts?tab=history');
    filtered.unmount();
    const error = await refusal(500, 'Something broke.');
    renderRestarts(
      fakeRestarts({ listRestarts: jest.fn(() => Promise.reject(error)) }),
      '/restarts?tab=history',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Something broke.',
    );
  });
});

describe('the panel of a workload', () => {
  it('opens from its row, with its facts and last restarts, and stands in the address', async () => {
    const restarts = renderHistory('/restarts');
    await userEvent.click(await screen.findByRole('row', { name: /worker/ }));
    expect(address()).toBe(
      '/restarts?workload=dev/payments/deployments/worker',
    );
    const panel = within(await screen.findByRole('dialog', { name: 'worker' }));
    expect(panel.getByText('acme/payments')).toBeInTheDocument();
    expect(await panel.findByText(/deploy-bot/)).toBeInTheDocument();
    expect(restarts.listRestarts).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'worker', limit: 5 }),
    );
    expect(panel.getByRole('link', { name: 'All of them' })).toHaveAttribute(
      'href',
      '/restarts?tab=history&of=dev%2Fpayments%2Fdeployments%2Fworker',
    );
    await userEvent.click(panel.getByRole('button', { name: 'Restart' }));
    expect(
      await screen.findByRole('dialog', { name: 'Restart worker' }),
    ).toBeInTheDocument();
  });

  it('has the piece for a pipeline, with the narrow key that it needs', async () => {
    renderHistory('/restarts');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Restart worker from a pipeline',
      }),
    );
    const panel = within(await screen.findByRole('dialog', { name: 'worker' }));
    expect(address()).toContain('view=pipeline');
    expect(
      panel.getByText('restarts:restart:dev/payments/deployments/worker'),
    ).toBeInTheDocument();
    await userEvent.click(panel.getByRole('tab', { name: 'GitLab CI' }));
    expect(
      await panel.findByText(
        /https:\/\/portal\.example\/api\/restarts\/clusters\/dev/,
      ),
    ).toHaveTextContent('restart-worker:');
    expect(
      panel.getByRole('link', { name: 'Create this key' }).getAttribute('href'),
    ).toContain(
      'scope=restarts%3Arestart%3Adev%2Fpayments%2Fdeployments%2Fworker',
    );
  });
});
