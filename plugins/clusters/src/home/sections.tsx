import DnsOutlined from '@mui/icons-material/DnsOutlined';
import { HomeSectionBlueprint, homeItemsOf } from '@wheelhouse/ui';
import { useClustersInState } from '../api/queries';
import { homeItems, NAMED_CLUSTERS } from './homeItems';

function useItems(state: 'failed' | 'attention') {
  return homeItemsOf(useClustersInState(state, NAMED_CLUSTERS), found =>
    homeItems(found, state),
  );
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
