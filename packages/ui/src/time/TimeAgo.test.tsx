import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../testing/renderPage';
import { formatRelative } from './formatTime';
import { TimeAgo } from './TimeAgo';

describe('formatRelative', () => {
  const now = Date.parse('2026-03-03T12:00:00Z');
  it.each([
    ['2026-03-03T11:59:40Z', 'just now'],
    ['2026-03-03T11:58:00Z', '2 minutes ago'],
    ['2026-03-02T12:00:00Z', 'yesterday'],
    ['2026-03-03T12:00:40Z', 'in less than a minute'],
    ['2026-03-05T12:00:00Z', 'in 2 days'],
  ])('writes %s as “%s”', (time, text) => {
    expect(formatRelative(new Date(time), now)).toBe(text);
  });
});

describe('TimeAgo', () => {
  it('can be focused, and shows UTC and local time when pointed at', async () => {
    renderPage(<TimeAgo time="2020-02-03T04:05:06Z" />);
    await userEvent.tab();
    expect(screen.getByText(/years ago/)).toHaveFocus();
    await userEvent.hover(screen.getByText(/years ago/));
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      '2020-02-03 04:05:06 UTC',
    );
  });

  it('grows older while one looks', () => {
    jest.useFakeTimers();
    try {
      renderPage(<TimeAgo time={new Date().toISOString()} />);
      expect(screen.getByText('just now')).toBeInTheDocument();
      act(() => {
        jest.advanceTimersByTime(125_000);
      });
      expect(screen.getByText('2 minutes ago')).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });

  it('says what it is told to where there is no time', () => {
    renderPage(<TimeAgo time={null} fallback="never" />);
    expect(screen.getByText('never')).toBeInTheDocument();
  });
});
