import AccountCircleOutlined from '@mui/icons-material/AccountCircleOutlined';
import AddOutlined from '@mui/icons-material/AddOutlined';
import KeyOutlined from '@mui/icons-material/KeyOutlined';
import LogoutOutlined from '@mui/icons-material/LogoutOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import type { Setting } from '@wheelhouse/plugin-tenancy-common';
import { PaletteCommandBlueprint } from '@wheelhouse/ui';
import { tenancyApiRef } from '../api/tenancyApi';

export const tenancyCommands = PaletteCommandBlueprint.make({
  name: 'tenancy',
  params: {
    commands: [
      {
        id: 'tenancy.sessions',
        title: 'Where I am signed in',
        keywords: ['account', 'sessions', 'browsers', 'personas'],
        group: 'Account',
        icon: <AccountCircleOutlined />,
        href: '/account?tab=sessions',
      },
      {
        id: 'tenancy.keys',
        title: 'API keys',
        keywords: ['tokens', 'account', 'credentials'],
        group: 'Account',
        icon: <KeyOutlined />,
        href: '/account?tab=keys',
      },
      {
        id: 'tenancy.create-key',
        title: 'Create an API key',
        keywords: ['new', 'token', 'add'],
        group: 'Actions',
        icon: <AddOutlined />,
        href: '/account?tab=keys&create=key',
      },
      {
        id: 'tenancy.sign-out',
        title: 'Sign out',
        keywords: ['log out', 'leave', 'logout'],
        group: 'Actions',
        icon: <LogoutOutlined />,
        run: ({ apis }) => apis.get(identityApiRef)?.signOut(),
      },
    ],
  },
});

/** How many settings the palette looks through. */
const SEARCHED_SETTINGS = 200;

export const settingCommands = PaletteCommandBlueprint.make({
  name: 'settings',
  params: {
    loader: async (query, { apis }) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const page = await apis
        .get(tenancyApiRef)
        ?.listSettings({ limit: SEARCHED_SETTINGS });
      return (page?.items ?? [])
        .filter(setting => matches(setting, words))
        .map(setting => ({
          id: `tenancy.setting.${setting.name}`,
          title: setting.declaration?.title ?? setting.name,
          keywords: [setting.name],
          group: 'Settings',
          icon: <TuneOutlined />,
          href: `/settings?setting=${encodeURIComponent(setting.name)}`,
        }));
    },
  },
});

function matches({ name, declaration }: Setting, words: string[]): boolean {
  const text = `setting ${name} ${declaration?.title ?? ''}`.toLowerCase();
  return words.every(word => text.includes(word));
}
