import type { BasicPermission } from '@backstage/plugin-permission-common';

// Written out: `createPermission` would bring the whole permission client into the command `s`.

/** Seeing SSH entries and the lists that they stand in. */
export const sshEntryReadPermission: BasicPermission = {
  type: 'basic',
  name: 'sshmenu.entry.read',
  attributes: { action: 'read' },
};

/** Adding, changing and deleting SSH entries, and keeping what is one's own on them. */
export const sshEntryWritePermission: BasicPermission = {
  type: 'basic',
  name: 'sshmenu.entry.write',
  attributes: { action: 'update' },
};

/** Saying who writes a group's list. */
export const sshListWritePermission: BasicPermission = {
  type: 'basic',
  name: 'sshmenu.list.write',
  attributes: { action: 'update' },
};

/** All that a policy can deny of the plugin. */
export const sshmenuPermissions = [
  sshEntryReadPermission,
  sshEntryWritePermission,
  sshListWritePermission,
];
