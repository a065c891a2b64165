import Autocomplete, { createFilterOptions } from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import type { Workload } from '@wheelhouse/plugin-restarts-common';
import { monoFont } from '@wheelhouse/ui';
import { useMemo } from 'react';
import { workloadPath } from '../words';

/** How many are offered at once; typing finds the others. */
const OFFERED = 50;

const filterOptions = createFilterOptions<string>({ limit: OFFERED });

/** Chooses one workload by typing. */
export function WorkloadField(props: {
  workloads: Workload[] | undefined;
  /** Empty: all. */
  path: string;
  onChange: (path: string) => void;
}) {
  const { workloads, path, onChange } = props;
  const options = useMemo(() => {
    const paths = (workloads ?? []).map(workloadPath);
    if (path && !paths.includes(path)) paths.push(path);
    return paths.sort();
  }, [workloads, path]);
  return (
    <Autocomplete
      size="small"
      options={options}
      filterOptions={filterOptions}
      value={path || null}
      onChange={(_, chosen) => onChange(chosen ?? '')}
      noOptionsText="No workload is called so"
      sx={{ flex: { xs: '1 1 100%', sm: '0 1 380px' }, minWidth: 0 }}
      slotProps={{ paper: { sx: { fontSize: '0.8125rem' } } }}
      renderInput={parameters => (
        <TextField
          {...parameters}
          placeholder="Any workload"
          inputProps={{
            ...parameters.inputProps,
            'aria-label': 'Filter by workload',
            style: {
              fontFamily: path ? monoFont : undefined,
              fontSize: '0.8125rem',
            },
          }}
        />
      )}
    />
  );
}
