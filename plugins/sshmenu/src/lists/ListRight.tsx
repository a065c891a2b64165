import { useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { EntryList, ListWriters } from '@wheelhouse/plugin-sshmenu-common';
import { useState } from 'react';
import { sshmenuApiRef } from '../api/sshmenuApi';
import { useEntriesCache } from '../api/useEntriesCache';
import { useDone } from '../done/DoneProvider';
import { rightWords } from './listRights';

const WORDS: Record<ListWriters, string> = {
  members: 'All members write',
  admins: 'Administrators write',
};

/** What one may do with a list, and for those who may say so, who writes it. */
export function ListRight({ list }: { list: EntryList }) {
  const api = useApi(sshmenuApiRef);
  const { readListsAgain } = useEntriesCache();
  const done = useDone();
  const [wanted, setWanted] = useState<ListWriters>();
  const set = async (writers: ListWriters) => {
    await api.setWriters(list.list, writers);
    readListsAgain();
  };
  const choose = async (writers: ListWriters) => {
    setWanted(writers);
    try {
      await set(writers);
      done.tell(`${list.title}: ${WORDS[writers].toLowerCase()}.`, async () => {
        await set(list.writers);
        return `${list.title}: ${WORDS[list.writers].toLowerCase()} again.`;
      });
    } catch (error) {
      done.fail('Who writes this list was not changed.', error);
    } finally {
      setWanted(undefined);
    }
  };
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        justifyContent: 'space-between',
        gap: 1,
        mb: 1.5,
      }}
    >
      <Typography variant="body2" color="text.secondary">
        {rightWords(list)}
      </Typography>
      {list.mayChangeWriters && (
        <TextField
          select
          value={wanted ?? list.writers}
          disabled={wanted !== undefined}
          onChange={event => void choose(event.target.value as ListWriters)}
          SelectProps={{
            SelectDisplayProps: { 'aria-label': `Who writes ${list.title}` },
          }}
          sx={{
            '& .v5-MuiSelect-select, & .MuiSelect-select': {
              fontSize: '0.8125rem',
            },
          }}
        >
          {Object.entries(WORDS).map(([writers, words]) => (
            <MenuItem key={writers} value={writers}>
              {words}
            </MenuItem>
          ))}
        </TextField>
      )}
    </Box>
  );
}
