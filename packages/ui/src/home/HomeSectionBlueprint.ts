import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import type { HomeSection } from './types';

const sectionDataRef = createExtensionDataRef<HomeSection>().with({
  id: 'wheelhouse.home-section',
});

/**
 * Adds to the home page: what needs the reader (`needs-me`), what they did last (`did-last`), or tools (`tools`).
 * A section without items takes no room.
 */
export const HomeSectionBlueprint = createExtensionBlueprint({
  kind: 'home-section',
  attachTo: { id: 'page:home', input: 'sections' },
  output: [sectionDataRef],
  dataRefs: { section: sectionDataRef },
  factory: (section: HomeSection) => [sectionDataRef(section)],
});
