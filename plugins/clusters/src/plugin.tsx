import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import DnsOutlined from '@mui/icons-material/DnsOutlined';
import { ClustersClient } from './api/ClustersClient';
import { clustersApiRef } from './api/clustersApi';
import { attentionSection, failedSection, toolsSection } from './home/sections';
import { clustersRouteRef } from './routes';
import { clusterCommands } from './shell/paletteCommands';

const clustersApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: clustersApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new ClustersClient(deps),
    }),
});

const clustersPage = PageBlueprint.make({
  params: {
    path: '/clusters',
    title: 'Clusters',
    icon: <DnsOutlined fontSize="inherit" />,
    routeRef: clustersRouteRef,
    noHeader: true,
    loader: () => import('./ClustersRoutes').then(m => <m.ClustersRoutes />),
  },
});

/** Which clusters there are, and how each of them is. */
export const clustersPlugin = createFrontendPlugin({
  pluginId: 'clusters',
  title: 'Clusters',
  routes: { root: clustersRouteRef },
  extensions: [
    clustersApi,
    clustersPage,
    clusterCommands,
    failedSection,
    attentionSection,
    toolsSection,
  ],
});
