import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import {
  type FilterName,
  FILTERS,
  filterWord,
  type WorkloadFilter,
} from './workloadFilters';

const ALL: Record<FilterName, string> = {
  state: 'Any state',
  cluster: 'All clusters',
  namespace: 'All namespaces',
  kind: 'All kinds',
};

/**
 * One choice for each of cluster, namespace, kind and state; a choice of one is none and not shown. They stand there before
 * anything is known, so that nothing moves when the rows come.
 */
export function FilterSelects(props: {
  filter: WorkloadFilter;
  /** Undefined: not known yet. */
  choices: Record<FilterName, string[]> | undefined;
  onChange: (name: FilterName, value: string) => void;
}) {
  const { filter, choices, onChange } = props;
  const choicesOf = (name: FilterName) =>
    choices?.[name] ?? (filter[name] ? [filter[name]] : []);
  return (
    <>
      {FILTERS.filter(
        name => !choices || choices[name].length > 1 || filter[name],
      ).map(name => (
        <TextField
          key={name}
          select
          value={filter[name]}
          onChange={event => onChange(name, event.target.value)}
          SelectProps={{
            displayEmpty: true,
            SelectDisplayProps: { 'aria-label': `Filter by ${name}` },
            MenuProps: { PaperProps: { sx: { maxHeight: 360 } } },
          }}
          sx={{
            flex: { xs: '1 1 40%', sm: '0 0 auto' },
            minWidth: 0,
            maxWidth: { sm: 180 },
            '& .v5-MuiSelect-select, & .MuiSelect-select': {
              fontSize: '0.8125rem',
              color: filter[name] ? 'text.primary' : 'text.secondary',
            },
          }}
        >
          <MenuItem value="">{ALL[name]}</MenuItem>
          {choicesOf(name).map(value => (
            <MenuItem key={value} value={value}>
              {filterWord(name, value)}
            </MenuItem>
          ))}
        </TextField>
      ))}
    </>
  );
}
