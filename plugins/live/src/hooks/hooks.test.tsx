import { TestApiProvider } from '@backstage/frontend-test-utils';
import {
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { type LiveApi, liveApiRef, type LiveFollower } from '../api/liveApi';
import { useLiveQueries } from './useLiveQueries';
import { useLiveState } from './useLiveState';

/** A LiveApi that the test leads. */
class FakeLive implements LiveApi {
  state: LiveApi['state'] = 'live';
  readonly followers = new Map<string, Set<LiveFollower>>();
  readonly #listeners = new Set<() => void>();

  follow(channel: string, follower: LiveFollower) {
    const followers = this.followers.get(channel) ?? new Set();
    this.followers.set(channel, followers.add(follower));
    return () => followers.delete(follower);
  }

  onStateChange(listener: () => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(state: LiveApi['state']) {
    this.state = state;
    this.#listeners.forEach(listener => listener());
  }

  tell(channel: string, what: (follower: LiveFollower) => void) {
    this.followers.get(channel)?.forEach(what);
  }
}

const said = (data: unknown) => ({ type: 'said', time: '', data });

function draw(element: ReactNode, live?: LiveApi) {
  const page = (
    <QueryClientProvider client={new QueryClient()}>
      {element}
    </QueryClientProvider>
  );
  return render(
    live ? (
      <TestApiProvider apis={[[liveApiRef, live]]}>{page}</TestApiProvider>
    ) : (
      <TestApiProvider apis={[]}>{page}</TestApiProvider>
    ),
  );
}

function News(props: { channel?: string; read(): Promise<string> }) {
  const { data } = useQuery({ queryKey: ['news'], queryFn: props.read });
  useLiveQueries(props.channel, [['news']], event =>
    event.data === 'other' ? [] : [['news']],
  );
  return <p>{data}</p>;
}

function State() {
  return <p>{useLiveState()}</p>;
}

describe('useLiveQueries', () => {
  it('reads again when something happens, and when something may have been missed', async () => {
    const live = new FakeLive();
    let reads = 0;
    const read = jest.fn(async () => {
      reads += 1;
      return `read ${reads}`;
    });
    const { unmount } = draw(<News channel="news/all" read={read} />, live);
    await screen.findByText('read 1');
    act(() => live.tell('news/all', f => f.onEvent?.(said('this'))));
    await screen.findByText('read 2');
    act(() => live.tell('news/all', f => f.onResync?.()));
    await screen.findByText('read 3');
    act(() => live.tell('news/all', f => f.onEvent?.(said('other'))));
    expect(read).toHaveBeenCalledTimes(3);
    unmount();
    expect(live.followers.get('news/all')?.size).toBe(0);
  });

  it('reads once more, and not each time, where much happens while it reads', async () => {
    const live = new FakeLive();
    const answers: Array<() => void> = [];
    const read = jest.fn(
      () =>
        new Promise<string>(resolve => {
          answers.push(() => resolve(`read ${answers.length}`));
        }),
    );
    draw(<News channel="news/all" read={read} />, live);
    act(() => answers[0]());
    await screen.findByText('read 1');
    for (let n = 0; n < 50; n += 1) {
      act(() => live.tell('news/all', f => f.onEvent?.(said(n))));
    }
    expect(read).toHaveBeenCalledTimes(2);
    await act(async () => answers[1]());
    await waitFor(() => expect(read).toHaveBeenCalledTimes(3));
    await act(async () => answers[2]());
    await screen.findByText('read 3');
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('does nothing without a channel, or without the live plugin', async () => {
    const live = new FakeLive();
    draw(<News read={async () => 'no channel'} />, live);
    await screen.findByText('no channel');
    expect(live.followers.size).toBe(0);
    draw(<News channel="news/all" read={async () => 'no plugin'} />);
    await screen.findByText('no plugin');
  });
});

describe('useLiveState', () => {
  it('follows the state', () => {
    const live = new FakeLive();
    draw(<State />, live);
    expect(screen.getByText('live')).toBeInTheDocument();
    act(() => live.change('waiting'));
    expect(screen.getByText('waiting')).toBeInTheDocument();
  });

  it('is absent without the live plugin', () => {
    draw(<State />);
    expect(screen.getByText('absent')).toBeInTheDocument();
  });
});
