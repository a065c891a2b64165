import { createPermission } from '@backstage/plugin-permission-common';

/** Seeing which API keys one has, and one's groups. */
export const keyReadPermission = createPermission({
  name: 'tenancy.key.read',
  attributes: { action: 'read' },
});

/** Making API keys, for oneself, a group or a device. */
export const keyCreatePermission = createPermission({
  name: 'tenancy.key.create',
  attributes: { action: 'create' },
});

/** Renaming, narrowing and rotating API keys. */
export const keyUpdatePermission = createPermission({
  name: 'tenancy.key.update',
  attributes: { action: 'update' },
});

/** Changing settings, for administrators. */
export const settingWritePermission = createPermission({
  name: 'tenancy.setting.write',
  attributes: { action: 'update' },
});

/** All that a policy can deny of the plugin. */
export const tenancyPermissions = [
  keyReadPermission,
  keyCreatePermission,
  keyUpdatePermission,
  settingWritePermission,
];
