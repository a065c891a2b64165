import { screen, within } from '@testing-library/react';
import { detail, down } from '../__testUtils__/fixtures';
import { refusal } from '@wheelhouse/ui/testing';
import { fakeClusters, renderClusters } from '../__testUtils__/renderClusters';

const HOUR = 60 * 60_000;
const ago = (hours: number) =>
  new Date(Date.now() - hours * HOUR).toISOString();

function renderDetail(part: Parameters<typeof detail>[0] = {}) {
  renderClusters(
    fakeClusters([], { getCluster: jest.fn(async () => detail(part)) }),
    '/clusters/dev',
  );
}

describe('the page of a cluster', () => {
  it('tells how it is, with what, and where its workloads are', async () => {
    renderDetail({
      labels: { 'addons-rbac': 'default' },
      credential: { kind: 'certificate', expires: ago(-24 * 90) },
      server: 'https://dev.internal:6443',
    });
    expect(await screen.findByText('Client certificate')).toBeVisible();
    expect(screen.getByText('rbac: default')).toBeVisible();
    expect(screen.getByText('3 of 3')).toBeVisible();
    expect(screen.getByText('https://dev.internal:6443')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Show its workloads' }),
    ).toHaveAttribute('href', '/restarts?cluster=dev');
  });

  it('says what is wrong and what to do', async () => {
    renderDetail(down);
    const wrong = await screen.findByRole('list', { name: 'What is wrong' });
    expect(wrong).toHaveTextContent(
      'Nothing answers at its address. Check that its API server runs',
    );
  });

  it('writes out what was wrong in the last hours', async () => {
    renderDetail({
      reachability: [
        { from: ago(12), to: ago(7), state: 'good' },
        { from: ago(7), to: ago(6), state: 'failed', reason: 'No answer.' },
        { from: ago(6), state: 'good' },
      ],
    });
    const troubles = await screen.findByRole('list', {
      name: 'What was wrong',
    });
    expect(within(troubles).getAllByRole('listitem')).toHaveLength(1);
    expect(troubles).toHaveTextContent(
      '7 hours ago for 1 h 0 min · No answer.',
    );
    expect(screen.getByText(/Reached 91\.6% of the time/)).toBeVisible();
  });

  it('lists the nodes, those that are not ready first', async () => {
    renderDetail({
      nodeList: [
        { name: 'a', ready: true, roles: ['control-plane'] },
        { name: 'b', ready: false, reason: 'Kubelet is silent', roles: [] },
      ],
    });
    const nodes = await screen.findByRole('grid', { name: 'Nodes' });
    const [, first, second] = within(nodes).getAllByRole('row');
    expect(first).toHaveTextContent('bNot readyKubelet is silent');
    expect(second).toHaveTextContent('aReady');
  });

  it('is honest about a cluster that is not there', async () => {
    const getCluster = jest.fn();
    getCluster.mockRejectedValue(await refusal(404, 'There is none'));
    renderClusters(fakeClusters([], { getCluster }), '/clusters/none');
    expect(await screen.findByText('There is no such cluster')).toBeVisible();
  });
});
