import Box from '@mui/material/Box';
import type { MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import { monoFont, TimeAgo } from '@wheelhouse/ui';
import type { ReactNode } from 'react';
import { usesWord } from '../words';

/** All that is known of an entry. */
export function EntryFacts(props: { entry: MenuEntry; list: string }) {
  const { entry, list } = props;
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'max-content minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.75,
        m: 0,
        mt: 2.5,
        fontSize: '0.8125rem',
      }}
    >
      <Fact name="List">{list}</Fact>
      <Fact name="Host" mono>
        {entry.host}
      </Fact>
      <Fact name="User" mono>
        {entry.user}
      </Fact>
      <Fact name="Port" mono>
        {entry.port}
      </Fact>
      <Fact name="Jump hosts" mono>
        {entry.jump?.split(',').join(', then ')}
      </Fact>
      <Fact name="Forwards" mono>
        {entry.forwards?.join('\n')}
      </Fact>
      <Fact name="Tags">{entry.tags?.join(' · ')}</Fact>
      <Fact name="Note">{entry.note}</Fact>
      <Fact name="You used it">{usesWord(entry.uses)}</Fact>
      {entry.lastUsed && (
        <Fact name="Last">
          <TimeAgo time={entry.lastUsed} />
          {entry.lastUsedFrom && ` from ${entry.lastUsedFrom}`}
        </Fact>
      )}
    </Box>
  );
}

/** What says nothing is left out. */
function Fact(props: { name: string; mono?: boolean; children: ReactNode }) {
  const { name, mono, children } = props;
  if (children === undefined || children === '') return null;
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {name}
      </Box>
      <Box
        component="dd"
        sx={{
          m: 0,
          overflowWrap: 'anywhere',
          whiteSpace: 'pre-wrap',
          fontFamily: mono ? monoFont : undefined,
        }}
      >
        {children}
      </Box>
    </>
  );
}
