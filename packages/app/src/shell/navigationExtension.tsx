import { createExtensionInput } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { PaletteCommandBlueprint, SidebarUserBlueprint } from '@wheelhouse/ui';
import { Navigation } from './Navigation';

/** The side bar; plugins add to it the user, and commands to its palette. */
export const navigation = NavContentBlueprint.makeWithOverrides({
  inputs: {
    user: createExtensionInput([SidebarUserBlueprint.dataRefs.component], {
      singleton: true,
      optional: true,
    }),
    commands: createExtensionInput([PaletteCommandBlueprint.dataRefs.source]),
  },
  factory: (original, { inputs }) => {
    const User = inputs.user?.get(SidebarUserBlueprint.dataRefs.component);
    const sources = inputs.commands.map(command =>
      command.get(PaletteCommandBlueprint.dataRefs.source),
    );
    return original({
      component: ({ navItems }) => (
        <Navigation navItems={navItems} User={User} sources={sources} />
      ),
    });
  },
});
