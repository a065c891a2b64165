import type { LiveApi, LiveFollower } from '@wheelhouse/plugin-live';
import { act } from '@testing-library/react';

/** Live events that the test tells. */
export class FakeLive implements LiveApi {
  readonly #followers = new Map<string, Set<LiveFollower>>();
  readonly state = 'live';

  onStateChange() {
    return () => {};
  }

  follow(channel: string, follower: LiveFollower) {
    const followers = this.#followers.get(channel) ?? new Set();
    this.#followers.set(channel, followers.add(follower));
    return () => void followers.delete(follower);
  }

  tell(channel: string, data: unknown) {
    const time = new Date().toISOString();
    this.#each(channel, follower =>
      follower.onEvent?.({ type: 'changed', time, data }),
    );
  }

  resync(channel: string) {
    this.#each(channel, follower => follower.onResync?.());
  }

  #each(channel: string, call: (follower: LiveFollower) => void) {
    act(() => this.#followers.get(channel)?.forEach(call));
  }
}
