import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import {
  type EntryFields,
  FIELD_LABELS,
  FIELD_NAMES,
} from '@wheelhouse/plugin-sshmenu-common';
import { fieldText } from './fieldText';

/** Both sides of a change that came too late, in the fields in which they differ. */
export function ConflictView(props: {
  /** Undefined: it was deleted. */
  theirs: EntryFields | undefined;
  mine: EntryFields;
}) {
  const { theirs, mine } = props;
  return (
    <>
      <Alert severity="warning" variant="outlined" sx={{ mb: 2 }}>
        {theirs
          ? 'Somebody changed this entry while you did, or you on another machine. Nothing of yours has been saved yet.'
          : 'This entry was deleted while you changed it. What is deleted stays deleted; yours can be added as a new entry.'}
      </Alert>
      {theirs && (
        <Box
          component="table"
          aria-label="What differs"
          sx={{
            width: '100%',
            tableLayout: 'fixed',
            borderCollapse: 'collapse',
            fontSize: '0.8125rem',
            '& th, & td': {
              textAlign: 'start',
              verticalAlign: 'top',
              p: 1,
              borderBottom: 1,
              borderColor: 'divider',
              overflowWrap: 'anywhere',
              whiteSpace: 'pre-wrap',
            },
            '& th': { fontWeight: 500, color: 'text.secondary' },
            '& th:first-of-type': { width: 96, pl: 0 },
          }}
        >
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">As it is now</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {FIELD_NAMES.filter(
              name => fieldText(theirs, name) !== fieldText(mine, name),
            ).map(name => (
              <tr key={name}>
                <th scope="row">{FIELD_LABELS[name]}</th>
                <td>{fieldText(theirs, name) ?? '–'}</td>
                <td>{fieldText(mine, name) ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </Box>
      )}
    </>
  );
}
