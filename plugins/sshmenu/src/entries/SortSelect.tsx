import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { type Sort, SORTS } from '@wheelhouse/plugin-sshmenu-common';

const WORDS: Record<Sort, string> = {
  recent: 'Most recent first',
  frecent: 'Often and lately first',
  name: 'By name',
};

/** In which order the entries stand; pinned ones come first in each. */
export function SortSelect(props: {
  sort: Sort;
  onChange: (sort: Sort) => void;
}) {
  return (
    <TextField
      select
      value={props.sort}
      onChange={event => props.onChange(event.target.value as Sort)}
      SelectProps={{ SelectDisplayProps: { 'aria-label': 'Order' } }}
      sx={{
        '& .v5-MuiSelect-select, & .MuiSelect-select': {
          fontSize: '0.8125rem',
        },
      }}
    >
      {SORTS.map(sort => (
        <MenuItem key={sort} value={sort}>
          {WORDS[sort]}
        </MenuItem>
      ))}
    </TextField>
  );
}
