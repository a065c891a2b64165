import DnsOutlined from '@mui/icons-material/DnsOutlined';
import { PaletteCommandBlueprint } from '@wheelhouse/ui';
import { clustersApiRef } from '../api/clustersApi';
import { clusterPath } from '../routes';

/** How many clusters a search in the palette finds. */
const FOUND = 8;

export const clusterCommands = PaletteCommandBlueprint.make({
  name: 'clusters',
  params: {
    loader: async (query, { apis }) => {
      const page = await apis
        .get(clustersApiRef)
        ?.listClusters({ search: query, limit: FOUND });
      return (page?.items ?? []).map(({ name, title }) => ({
        id: `clusters.${name}`,
        title: name,
        // The server has found it by whatever was typed.
        keywords: [query, ...(title ? [title] : [])],
        group: 'Clusters',
        icon: <DnsOutlined />,
        href: clusterPath(name),
      }));
    },
  },
});
