import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import TerminalOutlined from '@mui/icons-material/TerminalOutlined';
import { SshMenuClient } from './api/SshMenuClient';
import { sshmenuApiRef } from './api/sshmenuApi';
import { didLastSection, toolsSection } from './home/sections';
import { PATH, sshmenuRouteRef } from './routes';
import { entryCommands, menuCommands } from './shell/paletteCommands';

const sshmenuApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: sshmenuApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new SshMenuClient(deps),
    }),
});

const sshmenuPage = PageBlueprint.make({
  params: {
    path: PATH,
    title: 'SSH menu',
    icon: <TerminalOutlined fontSize="inherit" />,
    routeRef: sshmenuRouteRef,
    noHeader: true,
    loader: () => import('./SshMenuRoutes').then(m => <m.SshMenuRoutes />),
  },
});

/** Where people connect to, the same here and in their terminals. */
export const sshmenuPlugin = createFrontendPlugin({
  pluginId: 'sshmenu',
  title: 'SSH menu',
  routes: { root: sshmenuRouteRef },
  extensions: [
    sshmenuApi,
    sshmenuPage,
    menuCommands,
    entryCommands,
    didLastSection,
    toolsSection,
  ],
});
