import { createApp } from '@backstage/frontend-defaults';
import clustersPlugin from '@wheelhouse/plugin-clusters';
import livePlugin from '@wheelhouse/plugin-live';
import restartsPlugin from '@wheelhouse/plugin-restarts';
import sshmenuPlugin from '@wheelhouse/plugin-sshmenu';
import tenancyPlugin, { tenancyAppModule } from '@wheelhouse/plugin-tenancy';
import { homePlugin } from './home/plugin';
import { shellModule } from './shell/module';

export default createApp({
  features: [
    shellModule,
    homePlugin,
    tenancyAppModule,
    tenancyPlugin,
    livePlugin,
    clustersPlugin,
    restartsPlugin,
    sshmenuPlugin,
  ],
  advanced: { loadingElement: null },
});
