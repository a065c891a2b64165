import {
  configApiRef,
  discoveryApiRef,
  identityApiRef,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { QueryClient } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import {
  type LiveApi,
  liveApiRef,
  type LiveFollower,
} from '@wheelhouse/plugin-live';
import { QueryProvider } from '@wheelhouse/ui';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { type SshMenuApi, sshmenuApiRef } from '../api/sshmenuApi';
import { SshMenuRoutes } from '../SshMenuRoutes';

/** Live events that the test tells. */
export class FakeLive implements LiveApi {
  readonly state = 'live';
  readonly #followers = new Map<string, Set<LiveFollower>>();

  follow(channel: string, follower: LiveFollower) {
    const followers = this.#followers.get(channel) ?? new Set();
    this.#followers.set(channel, followers.add(follower));
    return () => void followers.delete(follower);
  }

  onStateChange() {
    return () => {};
  }

  tell(channel: string, type: string, data: object = {}) {
    const event = { type, time: new Date().toISOString(), data };
    this.#followers.get(channel)?.forEach(one => one.onEvent?.(event));
  }

  get channels(): string[] {
    return [...this.#followers.keys()];
  }
}

/** Draws the page as ben sees it, over given answers. The address is the text of `data-testid="address"`. */
export function renderMenu(
  api: SshMenuApi,
  options: {
    path?: string;
    live?: FakeLive;
    storage?: ReturnType<typeof mockApis.storage>;
  } = {},
) {
  const { path = '/sshmenu', live = new FakeLive() } = options;
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  return render(
    <TestApiProvider
      apis={[
        [sshmenuApiRef, api],
        [liveApiRef, live],
        [storageApiRef, options.storage ?? mockApis.storage()],
        [configApiRef, mockApis.config({ data: {} })],
        [identityApiRef, mockApis.identity({ userEntityRef: 'user:acme/ben' })],
        [
          discoveryApiRef,
          { getBaseUrl: async id => `https://portal.example/api/${id}` },
        ],
      ]}
    >
      <QueryProvider client={client}>
        <MemoryRouter
          initialEntries={[path]}
          future={{ v7_startTransition: false, v7_relativeSplatPath: false }}
        >
          <SshMenuRoutes />
          <Address />
        </MemoryRouter>
      </QueryProvider>
    </TestApiProvider>,
  );
}

function Address() {
  const { pathname, search } = useLocation();
  return (
    <span data-testid="address">{decodeURIComponent(pathname + search)}</span>
  );
}
