import { useQuery } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { renderPage } from '../testing/renderPage';
import { refusal } from '../testing/refusal';
import { isWorthRetrying } from './isWorthRetrying';
import { QueryProvider } from './QueryProvider';

describe('isWorthRetrying', () => {
  it('is so for a lost connection and a server that failed, not for a refusal', async () => {
    expect(isWorthRetrying(new TypeError('Failed to fetch'))).toBe(true);
    expect(isWorthRetrying(await refusal(503, 'down'))).toBe(true);
    expect(isWorthRetrying(await refusal(403, 'no'))).toBe(false);
    expect(isWorthRetrying(await refusal(429, 'slow'))).toBe(false);
  });
});

describe('QueryProvider', () => {
  function Reader(props: { read: () => Promise<string> }) {
    const { data, error } = useQuery({
      queryKey: ['shared'],
      queryFn: props.read,
    });
    return <p>{data ?? (error ? 'refused' : 'loading')}</p>;
  }

  it('asks once where one stands inside another', async () => {
    const read = jest.fn().mockResolvedValue('read');
    renderPage(
      <QueryProvider>
        <Reader read={read} />
        <QueryProvider>
          <Reader read={read} />
        </QueryProvider>
      </QueryProvider>,
    );
    expect(await screen.findAllByText('read')).toHaveLength(2);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('does not repeat what the server refused', async () => {
    const read = jest.fn().mockRejectedValue(await refusal(403, 'no'));
    renderPage(
      <QueryProvider>
        <Reader read={read} />
      </QueryProvider>,
    );
    expect(await screen.findByText('refused')).toBeInTheDocument();
    expect(read).toHaveBeenCalledTimes(1);
  });
});
