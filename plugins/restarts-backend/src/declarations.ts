import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  tenancyScopesExtensionPoint,
  tenancySettingsExtensionPoint,
} from '@wheelhouse/plugin-tenancy-node';
import { SETTINGS } from './settings';

const RESOURCE = '<cluster>/<namespace>/<kind>/<name>';

/** Tells tenancy which scopes and settings restarts have. It belongs where the tenancy plugin runs. */
export const restartsDeclarationsModule = createBackendModule({
  pluginId: 'tenancy',
  moduleId: 'restarts-declarations',
  register(env) {
    env.registerInit({
      deps: {
        scopes: tenancyScopesExtensionPoint,
        settings: tenancySettingsExtensionPoint,
      },
      async init({ scopes, settings }) {
        scopes.declare(
          {
            plugin: 'restarts',
            action: 'restart',
            description: 'restart workloads, and follow those restarts',
            resource: RESOURCE,
          },
          {
            plugin: 'restarts',
            action: 'read',
            description: 'read workloads and the history of restarts',
            resource: RESOURCE,
          },
        );
        settings.declare(...SETTINGS);
      },
    });
  },
});
