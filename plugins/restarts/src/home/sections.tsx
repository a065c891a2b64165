import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import RestartAltOutlined from '@mui/icons-material/RestartAltOutlined';
import { useQuery } from '@tanstack/react-query';
import {
  type HomeItem,
  HomeSectionBlueprint,
  homeItemsOf,
} from '@wheelhouse/ui';
import type { Restart } from '@wheelhouse/plugin-restarts-common';
import { useLastRestarts } from '../api/queries';
import { failedRestarts, ownRestarts } from './homeItems';

/** How far back the home page looks. */
const LOOKED_AT = 50;
const SHOWN = 5;

function useItems(of: (restarts: Restart[], ref: string) => HomeItem[]) {
  const identity = useApi(identityApiRef);
  const me = useQuery({
    queryKey: ['restarts', 'me'],
    queryFn: async () => (await identity.getBackstageIdentity()).userEntityRef,
    staleTime: Infinity,
  });
  return homeItemsOf(useLastRestarts(LOOKED_AT), restarts =>
    me.data === undefined ? undefined : of(restarts, me.data),
  );
}

export const needsMeSection = HomeSectionBlueprint.make({
  name: 'needs-me',
  params: {
    slot: 'needs-me',
    useItems: () => useItems(failedRestarts),
  },
});

export const didLastSection = HomeSectionBlueprint.make({
  name: 'did-last',
  params: {
    slot: 'did-last',
    useItems: () =>
      useItems((restarts, ref) => ownRestarts(restarts, ref).slice(0, SHOWN)),
  },
});

export const toolsSection = HomeSectionBlueprint.make({
  name: 'tools',
  params: {
    slot: 'tools',
    tools: [
      {
        title: 'Restarts',
        description: 'Restart what its owners let you, and see how it ends',
        href: '/restarts',
        icon: <RestartAltOutlined />,
      },
    ],
  },
});
