import { createBackendModule } from '@backstage/backend-plugin-api';
import { tenancyScopesExtensionPoint } from '@wheelhouse/plugin-tenancy-node';

const RESOURCE = 'mine or <tenant>/<group>';

/** Tells tenancy which scopes API keys can have for the SSH menu. It belongs where the tenancy plugin runs. */
export const sshmenuScopesModule = createBackendModule({
  pluginId: 'tenancy',
  moduleId: 'sshmenu-scopes',
  register(env) {
    env.registerInit({
      deps: { scopes: tenancyScopesExtensionPoint },
      async init({ scopes }) {
        scopes.declare(
          {
            plugin: 'sshmenu',
            action: 'read',
            description: "read your SSH entries and your groups'",
            resource: RESOURCE,
          },
          {
            plugin: 'sshmenu',
            action: 'write',
            description: 'add, change and delete SSH entries, and count uses',
            resource: RESOURCE,
          },
          {
            plugin: 'sshmenu',
            action: 'lists',
            description:
              "say who writes a group's SSH entries, where its owner is an administrator",
            resource: RESOURCE,
          },
        );
      },
    });
  },
});
