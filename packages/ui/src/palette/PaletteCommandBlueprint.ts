import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import type { PaletteSource } from './types';

const sourceDataRef = createExtensionDataRef<PaletteSource>().with({
  id: 'wheelhouse.palette-source',
});

/** Adds to the command palette (Ctrl K): fixed `commands`, or a `loader` that searches. The app's pages are there by themselves. */
export const PaletteCommandBlueprint = createExtensionBlueprint({
  kind: 'palette-command',
  attachTo: { id: 'nav-content:app', input: 'commands' },
  output: [sourceDataRef],
  dataRefs: { source: sourceDataRef },
  factory: (source: PaletteSource) => [sourceDataRef(source)],
});
