import { createApp } from '@backstage/frontend-defaults';
import tenancyPlugin, { tenancyAppModule } from '@wheelhouse/plugin-tenancy';
import { homePlugin } from './home/plugin';
import { shellModule } from './shell/module';

export default createApp({
  features: [shellModule, homePlugin, tenancyAppModule, tenancyPlugin],
  advanced: { loadingElement: null },
});
