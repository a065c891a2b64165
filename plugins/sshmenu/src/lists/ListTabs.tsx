import LockOutlined from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { EntryList } from '@wheelhouse/plugin-sshmenu-common';
import { VisuallyHidden } from '@wheelhouse/ui';
import { ALL } from '../api/queries';

export const LIST_PANEL = 'sshmenu-panel';

export function tabId(list: string): string {
  return `sshmenu-tab-${list}`;
}

/** The lists, each with how much is in it; a lock says that one only reads it. */
export function ListTabs(props: {
  lists: EntryList[];
  chosen: string;
  onChoose: (list: string) => void;
}) {
  const { lists, chosen, onChoose } = props;
  const total = lists.reduce((sum, { entries }) => sum + entries, 0);
  const several = lists.length > 1;
  return (
    <Tabs
      value={chosen}
      onChange={(_, next: string) => onChoose(next)}
      variant="scrollable"
      scrollButtons="auto"
      allowScrollButtonsMobile
      aria-label="Lists"
      sx={{ borderBottom: 1, borderColor: 'divider', mb: 1.5 }}
    >
      {several && (
        <Tab
          value={ALL}
          label={<Label title="All" count={total} />}
          id={tabId(ALL)}
          aria-controls={LIST_PANEL}
        />
      )}
      {lists.map(({ list, title, entries, right }) => (
        <Tab
          key={list}
          value={list}
          label={
            <Label title={title} count={entries} locked={right === 'read'} />
          }
          id={tabId(list)}
          aria-controls={LIST_PANEL}
        />
      ))}
    </Tabs>
  );
}

function Label(props: { title: string; count: number; locked?: boolean }) {
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}
    >
      {props.title}
      {props.locked && (
        <>
          <LockOutlined aria-hidden sx={{ fontSize: 14 }} />
          <VisuallyHidden>, read only</VisuallyHidden>
        </>
      )}
      <Box
        component="span"
        data-figures
        sx={{ color: 'text.secondary', fontWeight: 400 }}
      >
        {props.count.toLocaleString('en')}
      </Box>
    </Box>
  );
}
