import TerminalOutlined from '@mui/icons-material/TerminalOutlined';
import { HomeSectionBlueprint } from '@wheelhouse/ui';
import { useLastUsed } from '../api/queries';
import { PATH } from '../routes';
import { lastConnections } from './homeItems';

const SHOWN = 3;

export const didLastSection = HomeSectionBlueprint.make({
  name: 'did-last',
  params: {
    slot: 'did-last',
    useItems: () => {
      const { data, error, refetch } = useLastUsed(SHOWN);
      return {
        items: data && lastConnections(data),
        error: data ? undefined : error ?? undefined,
        retry: () => void refetch(),
      };
    },
  },
});

export const toolsSection = HomeSectionBlueprint.make({
  name: 'tools',
  params: {
    slot: 'tools',
    tools: [
      {
        title: 'SSH menu',
        description: 'Where you connect to, here and in your terminal',
        href: PATH,
        icon: <TerminalOutlined />,
      },
    ],
  },
});
