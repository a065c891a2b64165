import { createApp } from '@backstage/frontend-defaults';
import { homePlugin } from './home/plugin';
import { shellModule } from './shell/module';

export default createApp({
  features: [shellModule, homePlugin],
  advanced: { loadingElement: null },
});
