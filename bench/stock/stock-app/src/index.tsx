import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import { createRoot } from 'react-dom/client';

/** Without a flag the page of flags shows example code, and loads what colours it. */
const flagPlugin = createFrontendPlugin({
  pluginId: 'flag',
  featureFlags: [{ name: 'a-flag' }],
});

/** What a new Backstage app has, without the catalog and what builds on it: pages that the portal has nothing like. */
const app = createApp({ features: [userSettingsPlugin, flagPlugin] });

createRoot(document.getElementById('root')!).render(app.createRoot());
