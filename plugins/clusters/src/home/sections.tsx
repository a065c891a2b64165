import DnsOutlined from '@mui/icons-material/DnsOutlined';
import { HomeSectionBlueprint } from '@wheelhouse/ui';
import { useClustersInState } from '../api/queries';
import { homeItems, NAMED_CLUSTERS } from './homeItems';

function useItems(state: 'failed' | 'attention') {
  const { data, error, refetch } = useClustersInState(state, NAMED_CLUSTERS);
  return {
    items: data && homeItems(data, state),
    error: data ? undefined : error ?? undefined,
    retry: () => void refetch(),
  };
}

export const failedSection = HomeSectionBlueprint.make({
  name: 'failed',
  params: { slot: 'needs-me', useItems: () => useItems('failed') },
});

export const attentionSection = HomeSectionBlueprint.make({
  name: 'attention',
  params: { slot: 'needs-me', useItems: () => useItems('attention') },
});

export const toolsSection = HomeSectionBlueprint.make({
  name: 'tools',
  params: {
    slot: 'tools',
    tools: [
      {
        title: 'Clusters',
        description: 'Which there are, and how each of them is',
        href: '/clusters',
        icon: <DnsOutlined />,
      },
    ],
  },
});
