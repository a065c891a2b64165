import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import KeyOutlined from '@mui/icons-material/KeyOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { HomeSectionBlueprint, homeItemsOf } from '@wheelhouse/ui';
import { useActivity, useKeys, useSetting } from '../api/queries';
import { describeActivity, keysThatEndSoon, noticeItems } from './homeItems';

const SHOWN_ACTIVITIES = 8;

export const noticeSection = HomeSectionBlueprint.make({
  name: 'notice',
  params: {
    slot: 'needs-me',
    useItems: () =>
      homeItemsOf(useSetting('portal.notice'), ({ value }) =>
        noticeItems(value),
      ),
  },
});

export const needsMeSection = HomeSectionBlueprint.make({
  name: 'needs-me',
  params: {
    slot: 'needs-me',
    useItems: () => {
      const { items, error, retry } = useKeys();
      return {
        items: items && keysThatEndSoon(items),
        error: error ?? undefined,
        retry,
      };
    },
  },
});

export const didLastSection = HomeSectionBlueprint.make({
  name: 'did-last',
  params: {
    slot: 'did-last',
    useItems: () =>
      homeItemsOf(useActivity(SHOWN_ACTIVITIES), activities =>
        activities.map(describeActivity),
      ),
  },
});

export const toolsSection = HomeSectionBlueprint.make({
  name: 'tools',
  params: {
    slot: 'tools',
    tools: [
      {
        title: 'API keys',
        description: 'Let scripts and pipelines act for you or a group',
        href: '/account?tab=keys',
        icon: <KeyOutlined />,
      },
      {
        title: 'Settings',
        description: 'What is set for everybody in this portal',
        href: '/settings',
        icon: <TuneOutlined />,
      },
      {
        title: 'API documentation',
        description: 'Every route of sign-in, keys and settings, to try out',
        href: '/api/tenancy/docs',
        icon: <DescriptionOutlined />,
      },
    ],
  },
});
