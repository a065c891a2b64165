import type { BackendPluginRegistrationPoints } from '@backstage/backend-plugin-api';
import {
  ScopeDeclaration,
  SettingDeclaration,
  tenancyScopesExtensionPoint,
  tenancySettingsExtensionPoint,
} from '@wheelhouse/plugin-tenancy-node';

/** The scopes of this plugin's own routes. */
const OWN_SCOPES: ScopeDeclaration[] = [
  {
    plugin: 'tenancy',
    action: 'read',
    description: 'read your sessions, API keys, activity and the settings',
  },
  {
    plugin: 'tenancy',
    action: 'keys',
    description: 'make, change and revoke API keys no wider than itself',
  },
  {
    plugin: 'tenancy',
    action: 'sessions',
    description: 'sign you out elsewhere',
  },
  {
    plugin: 'tenancy',
    action: 'settings',
    description: 'change settings, where its owner is an administrator',
  },
];

/** The settings of the portal itself. */
const OWN_SETTINGS: SettingDeclaration[] = [
  {
    name: 'portal.notice',
    plugin: 'tenancy',
    title: 'Notice',
    description:
      'A line for everyone on the home page, such as a coming maintenance. Empty: none.',
    schema: { type: 'string', maxLength: 280 },
    default: '',
  },
];

/** Lets other plugins declare settings and scopes; what they declared is there once they have started. */
export function registerDeclarations(
  env: Pick<BackendPluginRegistrationPoints, 'registerExtensionPoint'>,
) {
  const settings = [...OWN_SETTINGS];
  const scopes = [...OWN_SCOPES];
  env.registerExtensionPoint(tenancySettingsExtensionPoint, {
    declare: (...more) => settings.push(...more),
  });
  env.registerExtensionPoint(tenancyScopesExtensionPoint, {
    declare: (...more) => scopes.push(...more),
  });
  return { settings, scopes };
}
