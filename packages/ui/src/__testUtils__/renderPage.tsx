import { configApiRef, storageApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { lightTheme } from '../theme/themes';
import { WheelhouseThemeProvider } from '../theme/WheelhouseThemeProvider';

function Address() {
  const { pathname, search } = useLocation();
  return <div data-testid="address">{`${pathname}${search}`}</div>;
}

/** Draws an element as a page of the app would: with its theme, an address, configuration and storage. */
export function renderPage(
  element: ReactElement,
  options: {
    path?: string;
    config?: object;
    storage?: ReturnType<typeof mockApis.storage>;
  } = {},
) {
  const { path = '/', config = {}, storage = mockApis.storage() } = options;
  return render(
    <TestApiProvider
      apis={[
        [configApiRef, mockApis.config({ data: config as never })],
        [storageApiRef, storage],
      ]}
    >
      <WheelhouseThemeProvider theme={lightTheme}>
        <MemoryRouter
          initialEntries={[path]}
          future={{ v7_startTransition: false, v7_relativeSplatPath: false }}
        >
          {element}
          <Address />
        </MemoryRouter>
      </WheelhouseThemeProvider>
    </TestApiProvider>,
  );
}
