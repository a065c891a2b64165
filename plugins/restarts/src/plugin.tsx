import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import RestartAltOutlined from '@mui/icons-material/RestartAltOutlined';
import { RestartsClient } from './api/RestartsClient';
import { restartsApiRef } from './api/restartsApi';
import { didLastSection, needsMeSection, toolsSection } from './home/sections';
import { restartsRouteRef } from './routes';
import { restartsCommands, workloadCommands } from './shell/paletteCommands';

const restartsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: restartsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new RestartsClient(deps),
    }),
});

const restartsPage = PageBlueprint.make({
  params: {
    path: '/restarts',
    title: 'Restarts',
    icon: <RestartAltOutlined fontSize="inherit" />,
    routeRef: restartsRouteRef,
    noHeader: true,
    loader: () => import('./RestartsRoutes').then(m => <m.RestartsRoutes />),
  },
});

/** Restarting workloads, and seeing how it ended. */
export const restartsPlugin = createFrontendPlugin({
  pluginId: 'restarts',
  title: 'Restarts',
  routes: { root: restartsRouteRef },
  extensions: [
    restartsApi,
    restartsPage,
    restartsCommands,
    workloadCommands,
    needsMeSection,
    didLastSection,
    toolsSection,
  ],
});
