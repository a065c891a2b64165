import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeRestarts } from '../__testUtils__/fakes';
import { restart, workload } from '../__testUtils__/fixtures';
import { renderRestarts } from '../__testUtils__/renderRestarts';

const several = [
  workload(),
  workload({
    name: 'worker',
    kind: 'statefulsets',
    namespace: 'ops',
    image: 'ops/worker:7',
  }),
  workload({
    name: 'ledger',
    cluster: 'prod',
    state: 'failed',
    stateReason: '1 of 3 pods is ready',
  }),
];

const withWorkloads = (...items: ReturnType<typeof workload>[]) =>
  fakeRestarts({
    listWorkloads: jest.fn(async () => ({ items, unavailable: [] })),
  });

const address = () => screen.getByTestId('address').textContent;
const names = () =>
  within(screen.getByRole('grid', { name: 'Workloads' }))
    .getAllByRole('row')
    .slice(1)
    .map(row => within(row).getByText(/^(api|worker|ledger)/).textContent);

describe('the workloads that one may restart', () => {
  it('lists them with their state across clusters', async () => {
    renderRestarts(withWorkloads(...several));
    const row = await screen.findByRole('row', { name: /ledger/ });
    expect(row).toHaveTextContent('Failed1 of 3 pods is ready');
    expect(row).toHaveTextContent('3/3');
    expect(row).toHaveTextContent('prod');
    expect(row).toHaveTextContent('Deployment');
  });

  it('reads the further pages by itself', async () => {
    const listWorkloads = jest.fn(async ({ cursor } = {}) =>
      cursor
        ? { items: [several[1], several[2]], unavailable: [] }
        : { items: [several[0]], nextCursor: 'c1', unavailable: [] },
    );
    renderRestarts(fakeRestarts({ listWorkloads }));
    await screen.findByRole('row', { name: /ledger/ });
    expect(listWorkloads).toHaveBeenLastCalledWith({
      cursor: 'c1',
      limit: 200,
    });
  });

  it('shows what could be loaded where a further page could not, and reads on when told', async () => {
    let down = true;
    const listWorkloads = jest.fn(async ({ cursor } = {}) => {
      if (!cursor)
        return { items: [several[0]], nextCursor: 'c1', unavailable: [] };
      if (down) throw await refusal(503, 'The database does not answer.');
      return { items: [several[1]], unavailable: [] };
    });
    renderRestarts(fakeRestarts({ listWorkloads }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Only a part of the workloads');
    expect(names()).toEqual(['api']);
    down = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    await screen.findByRole('row', { name: /worker/ });
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('filters as one types, by every word, and keeps it in the address', async () => {
    renderRestarts(withWorkloads(...several));
    await screen.findByRole('row', { name: /ledger/ });
    await userEvent.keyboard('/');
    await userEvent.keyboard('payments dev');
    expect(names()).toEqual(['api']);
    expect(address()).toContain('workloads.filter=payments+dev');
  });

  it('filters by state, cluster, namespace and kind, and says when nothing is left', async () => {
    renderRestarts(withWorkloads(...several), '/restarts?cluster=prod');
    await screen.findByRole('row', { name: /ledger/ });
    expect(names()).toEqual(['ledger']);
    await userEvent.click(screen.getByLabelText('Filter by kind'));
    await userEvent.click(screen.getByRole('option', { name: 'StatefulSet' }));
    expect(address()).toBe('/restarts?cluster=prod&kind=statefulsets');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(names()).toEqual(['api', 'ledger', 'worker']);
    expect(address()).toBe('/restarts');
  });

  it('keeps what is chosen in the address, for a colleague to see the same', async () => {
    const { unmount } = renderRestarts(withWorkloads(...several));
    await screen.findByRole('row', { name: /ledger/ });
    await userEvent.click(screen.getByLabelText('Choose api'));
    await userEvent.click(screen.getByLabelText('Choose worker'));
    expect(address()).toBe(
      '/restarts?chosen=dev/payments/deployments/api,dev/ops/statefulsets/worker',
    );
    unmount();
    renderRestarts(
      withWorkloads(...several),
      '/restarts?chosen=dev/payments/deployments/api,../../evil',
    );
    expect(await screen.findByLabelText('Choose api')).toBeChecked();
    expect(screen.getByLabelText('Choose worker')).not.toBeChecked();
    expect(
      screen.getByRole('button', { name: 'Restart 1 workload' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(address()).toBe('/restarts');
  });

  it('says in one line which clusters are missing, and why', async () => {
    renderRestarts(
      fakeRestarts({
        listWorkloads: jest.fn(async () => ({
          items: several,
          unavailable: [{ cluster: 'lost', reason: 'it does not answer' }],
        })),
      }),
    );
    expect(
      await screen.findByText(/lost: it does not answer/),
    ).toHaveTextContent('1 cluster cannot be read');
  });

  it('shows how an owner opts in where there is nothing yet', async () => {
    renderRestarts(fakeRestarts());
    expect(
      await screen.findByText(/restarts.wheelhouse.dev\/groups/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy annotation' }),
    ).toBeInTheDocument();
  });

  it('says what went wrong and tries again', async () => {
    const error = await refusal(500, 'Something broke.');
    const listWorkloads = jest.fn(async () => ({
      items: several,
      unavailable: [],
    }));
    listWorkloads.mockRejectedValueOnce(error);
    renderRestarts(fakeRestarts({ listWorkloads }));
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('row', { name: /ledger/ }),
    ).toBeInTheDocument();
  });
});

describe('restarting a workload', () => {
  it('asks for a reason, restarts once, and goes to where it is followed', async () => {
    const restarts = withWorkloads(...several);
    restarts.restart.mockImplementation(async () => restart({ id: 'r 7' }));
    renderRestarts(restarts);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Restart api' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Restart api' });
    expect(dialog).toHaveTextContent('Deployment in payments on dev');
    await userEvent.keyboard('New certificate{Enter}');
    await waitFor(() => expect(address()).toBe('/restarts/r 7'));
    expect(restarts.restart).toHaveBeenCalledTimes(1);
    expect(restarts.restart).toHaveBeenCalledWith(
      several[0],
      { reason: 'New certificate', whenRunning: undefined },
      expect.stringMatching(/^[0-9a-f]{32}$/),
    );
  });

  it('keeps its key when the network failed, and takes a new one after an answer', async () => {
    const restarts = withWorkloads(...several);
    restarts.restart.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    restarts.restart.mockRejectedValueOnce(await refusal(409, 'It is paused.'));
    renderRestarts(restarts, '/restarts?restart=dev/payments/deployments/api');
    const dialog = within(await screen.findByRole('dialog'));
    const press = () =>
      userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    await press();
    await dialog.findByText('The portal could not be reached.');
    await press();
    await dialog.findByText('It is paused.');
    expect(dialog.getByText('Then try again.')).toBeInTheDocument();
    await press();
    await waitFor(() => expect(address()).toBe('/restarts/r1'));
    const keys = restarts.restart.mock.calls.map(call => call[2]);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[1]);
  });

  it('says what to do about a paused one before anything is asked', async () => {
    renderRestarts(
      withWorkloads(workload({ paused: true })),
      '/restarts?restart=dev/payments/deployments/api',
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText('kubectl rollout resume deployment/api'),
    ).toBeInTheDocument();
  });

  it('asks whether to follow the one under way or to begin anew', async () => {
    const restarts = withWorkloads(workload({ activeRestart: 'r0' }));
    renderRestarts(restarts, '/restarts?restart=dev/payments/deployments/api');
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByRole('button', { name: 'Follow it' });
    await userEvent.click(dialog.getByLabelText(/Begin anew/));
    await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    await waitFor(() => expect(restarts.restart).toHaveBeenCalled());
    expect(restarts.restart.mock.calls[0][1]).toMatchObject({
      whenRunning: 'supersede',
    });
  });

  it('goes back to the list on Escape, with the focus where it was', async () => {
    renderRestarts(withWorkloads(...several));
    const button = await screen.findByRole('button', { name: 'Restart api' });
    await userEvent.click(button);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(button).toHaveFocus());
    expect(address()).toBe('/restarts');
  });
});
