import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { SandboxNotice } from '@wheelhouse/ui';

export const sandboxNotice = AppRootElementBlueprint.make({
  name: 'sandbox-notice',
  params: { element: <SandboxNotice /> },
});
