import { AppRootWrapperBlueprint } from '@backstage/plugin-app-react';
import { QueryProvider } from '@wheelhouse/ui';

/** One query client for all pages, so that what one has read the next one knows. */
export const queryWrapper = AppRootWrapperBlueprint.make({
  name: 'query',
  params: {
    component: ({ children }) => <QueryProvider>{children}</QueryProvider>,
  },
});
