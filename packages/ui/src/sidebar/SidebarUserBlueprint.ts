import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import type { ComponentType } from 'react';

export interface SidebarUserProps {
  /** Only the icon has room. */
  compact: boolean;
}

const componentDataRef = createExtensionDataRef<
  ComponentType<SidebarUserProps>
>().with({
  id: 'wheelhouse.sidebar-user',
});

/** Fills the place of the user at the foot of the side bar. There is one such place. */
export const SidebarUserBlueprint = createExtensionBlueprint({
  kind: 'sidebar-user',
  attachTo: { id: 'nav-content:app', input: 'user' },
  output: [componentDataRef],
  dataRefs: { component: componentDataRef },
  factory: (params: { component: ComponentType<SidebarUserProps> }) => [
    componentDataRef(params.component),
  ],
});
