import { PageBlueprint } from '@backstage/frontend-plugin-api';
import DevicesOutlined from '@mui/icons-material/DevicesOutlined';
import { PaletteCommandBlueprint } from '@wheelhouse/ui';
import { deviceRouteRef } from '../routes';

/** Without an icon: one is sent here by a device, and seldom, so that it needs no place in the side bar. */
export const devicePage = PageBlueprint.make({
  name: 'device',
  params: {
    path: '/device',
    title: 'Sign in a device',
    routeRef: deviceRouteRef,
    noHeader: true,
    loader: () => import('./DevicePage').then(m => <m.DevicePage />),
  },
});

export const deviceCommand = PaletteCommandBlueprint.make({
  name: 'device',
  params: {
    commands: [
      {
        id: 'tenancy.device',
        title: 'Sign in a device with a code',
        keywords: ['confirm', 'approve', 'terminal', 'machine', 'ssh', 'login'],
        group: 'Actions',
        icon: <DevicesOutlined />,
        href: '/device',
      },
    ],
  },
});
