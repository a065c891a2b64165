import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { LiveClient } from './api/LiveClient';
import { liveApiRef } from './api/liveApi';

const liveApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: liveApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new LiveClient(deps),
    }),
});

/** Live events, for the pages of all plugins. */
export const livePlugin = createFrontendPlugin({
  pluginId: 'live',
  title: 'Live events',
  extensions: [liveApi],
});
