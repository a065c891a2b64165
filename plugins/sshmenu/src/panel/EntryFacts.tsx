import type { MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import { Fact, Facts, TimeAgo } from '@wheelhouse/ui';
import { usesWord } from '../words';

/** All that is known of an entry. */
export function EntryFacts(props: { entry: MenuEntry; list: string }) {
  const { entry, list } = props;
  return (
    <Facts dense>
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
    </Facts>
  );
}
