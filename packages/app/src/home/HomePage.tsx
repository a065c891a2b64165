import Box from '@mui/material/Box';
import type {
  HomeListSection,
  HomeSection,
  HomeToolsSection,
} from '@wheelhouse/ui';
import { HomeTools } from './HomeTools';
import { ItemLists } from './ItemLists';
import { WhoAmI } from './WhoAmI';

function listsOf(sections: HomeSection[], slot: HomeListSection['slot']) {
  return sections.filter(
    (section): section is HomeListSection => section.slot === slot,
  );
}

/** Who one is, what needs one, what one did last, and where to go. */
export function HomePage(props: { sections: HomeSection[] }) {
  const { sections } = props;
  const tools = sections
    .filter((section): section is HomeToolsSection => section.slot === 'tools')
    .flatMap(section => section.tools);
  return (
    <WhoAmI>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 1fr) 320px' },
          columnGap: 6,
          rowGap: 4,
          alignItems: 'start',
        }}
      >
        <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
          <ItemLists
            title="Needs you"
            sections={listsOf(sections, 'needs-me')}
            whenEmpty="Nothing needs you"
          />
          <ItemLists
            title="What you did last"
            sections={listsOf(sections, 'did-last')}
          />
        </Box>
        <HomeTools tools={tools} />
      </Box>
    </WhoAmI>
  );
}
