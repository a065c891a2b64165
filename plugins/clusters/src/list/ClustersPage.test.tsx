import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster, down } from '../__testUtils__/fixtures';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeClusters, renderClusters } from '../__testUtils__/renderClusters';

const DAY = 24 * 60 * 60_000;
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY).toISOString();

const address = () => screen.getByTestId('address');

describe('the list of clusters', () => {
  it('says in the row why a cluster is down, and puts it first', async () => {
    renderClusters(fakeClusters([cluster(), down]));
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('lost');
    expect(first).toHaveTextContent('Nothing answers at its address.');
    expect(within(first).getByText('Failed')).toBeVisible();
    expect(second).toHaveTextContent('dev');
    expect(second).toHaveTextContent('v1.36.3');
    expect(second).toHaveTextContent('4 ms');
    expect(second).toHaveTextContent('3/3');
  });

  it('counts the states, and shows those of one at a click, in the address', async () => {
    renderClusters(fakeClusters([cluster(), cluster({ name: 'prod' }), down]));
    const failed = await screen.findByRole('button', { name: /1 *Failed/ });
    expect(screen.getByRole('button', { name: /2 *Good/ })).toBeVisible();
    await userEvent.click(failed);
    expect(address()).toHaveTextContent('/clusters?state=failed');
    expect(failed).toHaveAttribute('aria-pressed', 'true');
    expect(screen.queryByText('prod')).toBeNull();
    await userEvent.click(failed);
    expect(address()).toHaveTextContent(/^\/clusters$/);
    expect(screen.getByText('prod')).toBeVisible();
  });

  it('shows what the address says', async () => {
    renderClusters(
      fakeClusters([cluster(), cluster({ name: 'prod' }), down]),
      '/clusters?state=good&clusters.filter=pro',
    );
    expect(await screen.findByText('prod')).toBeVisible();
    expect(screen.queryByText('dev')).toBeNull();
    expect(screen.queryByText('lost')).toBeNull();
  });

  it('goes to the filter with /, and to a cluster with Enter', async () => {
    renderClusters(fakeClusters([cluster(), down]));
    await screen.findByText('dev');
    await userEvent.keyboard('/dev');
    expect(screen.getByRole('searchbox')).toHaveFocus();
    expect(address()).toHaveTextContent('clusters.filter=dev');
    expect(screen.queryByText('lost')).toBeNull();
    screen.getAllByRole('row')[1].focus();
    await userEvent.keyboard('{Enter}');
    expect(address()).toHaveTextContent('/clusters/dev');
  });

  it('shows addons first, and warms up as the credential ends', async () => {
    renderClusters(
      fakeClusters([
        cluster({
          labels: { region: 'west', 'addons-cert-manager': 'enabled' },
          credential: { kind: 'certificate', expires: inDays(10.5) },
        }),
      ]),
    );
    expect(await screen.findByText('cert-manager')).toBeVisible();
    expect(screen.getByText('region: west')).toBeVisible();
    expect(screen.getByText('next week')).toBeVisible();
    expect(document.querySelector('[data-stage]')).toHaveAttribute(
      'data-stage',
      'within-14-days',
    );
  });

  it('reads page by page', async () => {
    const listClusters = jest.fn(async query =>
      query?.cursor
        ? { items: [cluster({ name: 'prod' })] }
        : { items: [cluster()], nextCursor: 'two' },
    );
    renderClusters(fakeClusters([], { listClusters }));
    expect(await screen.findByText('prod')).toBeVisible();
    expect(screen.getByText('dev')).toBeVisible();
  });

  it('says what to configure where there is none', async () => {
    renderClusters(fakeClusters());
    expect(await screen.findByText('No clusters yet')).toBeVisible();
    expect(screen.getByText(/clusters\.sources/)).toBeVisible();
  });

  it('says whose clusters may be missing', async () => {
    renderClusters(
      fakeClusters([], {
        listProblems: jest.fn(async () => [
          { source: 'argocd', message: 'It cannot be reached.' },
        ]),
      }),
    );
    expect(
      await screen.findByText('Clusters of argocd may be missing'),
    ).toBeVisible();
    expect(screen.getByText('It cannot be reached.')).toBeVisible();
  });

  it('says why they could not be loaded', async () => {
    const listClusters = jest.fn();
    listClusters.mockRejectedValue(await refusal(503, 'The database is away.'));
    renderClusters(fakeClusters([], { listClusters }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is away.',
    );
    expect(screen.getByText('request-1')).toBeVisible();
  });
});
