import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import RestartAltOutlined from '@mui/icons-material/RestartAltOutlined';
import ViewInArOutlined from '@mui/icons-material/ViewInArOutlined';
import { type PaletteCommand, PaletteCommandBlueprint } from '@wheelhouse/ui';
import type { Workload } from '@wheelhouse/plugin-restarts-common';
import { restartsApiRef } from '../api/restartsApi';
import { workloadPath } from '../words';

export const restartsCommands = PaletteCommandBlueprint.make({
  name: 'restarts',
  params: {
    commands: [
      {
        id: 'restarts.history',
        title: 'History of restarts',
        keywords: ['who restarted', 'past', 'audit'],
        group: 'Restarts',
        icon: <HistoryOutlined />,
        href: '/restarts?tab=history',
      },
      {
        id: 'restarts.failed',
        title: 'Failed restarts',
        keywords: ['history', 'errors'],
        group: 'Restarts',
        icon: <HistoryOutlined />,
        href: '/restarts?tab=history&ended=failed',
      },
    ],
  },
});

/** How many workloads the palette offers. */
const OFFERED = 8;

/** `restart api` looks for `api`, and offers the action first. */
const VERB = /^restart\s+/i;

export const workloadCommands = PaletteCommandBlueprint.make({
  name: 'workloads',
  params: {
    loader: async (query, { signal, apis }) => {
      const search = query.replace(VERB, '');
      const page = await apis
        .get(restartsApiRef)
        ?.listWorkloads({ search, limit: OFFERED }, signal);
      const items = page?.items ?? [];
      const [looks, restarts] = [items.map(look), items.map(restart)];
      return VERB.test(query)
        ? [...restarts, ...looks]
        : [...looks, ...restarts];
    },
  },
});

function look(workload: Workload): PaletteCommand {
  const path = workloadPath(workload);
  return {
    id: `restarts.look.${path}`,
    title: named(workload),
    group: 'Workloads',
    icon: <ViewInArOutlined />,
    href: `/restarts?workload=${encodeURIComponent(path)}`,
  };
}

function restart(workload: Workload): PaletteCommand {
  const path = workloadPath(workload);
  return {
    id: `restarts.restart.${path}`,
    title: `Restart ${named(workload)}`,
    group: 'Restart',
    icon: <RestartAltOutlined />,
    href: `/restarts?restart=${encodeURIComponent(path)}`,
  };
}

function named({ name, namespace, cluster }: Workload): string {
  return `${name} (${namespace} on ${cluster})`;
}
