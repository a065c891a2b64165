import { screen } from '@testing-library/react';
import { renderPage } from '../testing/renderPage';
import { StatusLabel } from './StatusLabel';

describe('StatusLabel', () => {
  it.each([
    ['good', 'Good'],
    ['working', 'Working'],
    ['attention', 'Needs attention'],
    ['failed', 'Failed'],
    ['unknown', 'Unknown'],
  ] as const)('says %s in a word beside its icon', (status, word) => {
    const { container } = renderPage(<StatusLabel status={status} />);
    expect(screen.getByText(word)).toBeInTheDocument();
    expect(container.querySelector('svg')).toHaveAttribute(
      'aria-hidden',
      'true',
    );
  });

  it('gives the reason and since when', () => {
    renderPage(
      <StatusLabel
        status="failed"
        word="Revoked"
        reason="by ada@acme.example"
        since="2020-01-01T00:00:00Z"
      />,
    );
    expect(screen.getByText('Revoked')).toBeInTheDocument();
    expect(screen.getByText(/by ada@acme.example/)).toBeInTheDocument();
    expect(screen.getByText(/years ago/)).toHaveAttribute(
      'dateTime',
      '2020-01-01T00:00:00.000Z',
    );
  });
});
