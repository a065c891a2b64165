/* eslint-disable @backstage/no-forbidden-package-imports, @backstage/no-mixed-plugin-imports --
   a whole portal is what tenancy's own tests start */
export {
  ada,
  ben,
  hana,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/people';
export {
  DenyingPolicy,
  permissionCases,
  routesOf,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/policy';
export {
  type Portal,
  startPortal,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/portal';
export {
  type Answer,
  send,
  sendAs,
  TestBrowser,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
export { default as liveFeatures } from '@wheelhouse/plugin-live-backend';
