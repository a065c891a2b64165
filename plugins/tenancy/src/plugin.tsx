import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import AccountCircleOutlined from '@mui/icons-material/AccountCircleOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import { SidebarUserBlueprint } from '@wheelhouse/ui';
import { lazy } from 'react';
import { TenancyClient } from './api/TenancyClient';
import { tenancyApiRef } from './api/tenancyApi';
import { deviceCommand, devicePage } from './device/extensions';
import {
  didLastSection,
  needsMeSection,
  noticeSection,
  toolsSection,
} from './home/sections';
import { accountRouteRef, deviceRouteRef, settingsRouteRef } from './routes';
import { settingCommands, tenancyCommands } from './shell/paletteCommands';

const tenancyApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: tenancyApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new TenancyClient(deps),
    }),
});

const accountPage = PageBlueprint.make({
  name: 'account',
  params: {
    path: '/account',
    title: 'Account',
    icon: <AccountCircleOutlined fontSize="inherit" />,
    routeRef: accountRouteRef,
    noHeader: true,
    loader: () => import('./account/AccountPage').then(m => <m.AccountPage />),
  },
});

const settingsPage = PageBlueprint.make({
  name: 'settings',
  params: {
    path: '/settings',
    title: 'Settings',
    icon: <TuneOutlined fontSize="inherit" />,
    routeRef: settingsRouteRef,
    noHeader: true,
    loader: () =>
      import('./settings/SettingsPage').then(m => <m.SettingsPage />),
  },
});

const sidebarUser = SidebarUserBlueprint.make({
  params: {
    component: lazy(() =>
      import('./shell/SidebarUser').then(m => ({ default: m.SidebarUser })),
    ),
  },
});

/** Account, API keys and settings. Installed together with `tenancyAppModule`. */
export const tenancyPlugin = createFrontendPlugin({
  pluginId: 'tenancy',
  title: 'Account and settings',
  routes: {
    account: accountRouteRef,
    device: deviceRouteRef,
    settings: settingsRouteRef,
  },
  extensions: [
    tenancyApi,
    accountPage,
    devicePage,
    settingsPage,
    sidebarUser,
    tenancyCommands,
    deviceCommand,
    settingCommands,
    noticeSection,
    needsMeSection,
    didLastSection,
    toolsSection,
  ],
});
