import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useState } from 'react';

const shownAtFirst = 8;

/** `payments` of `group:acme/payments`: the tenant stands above it already. */
function groupName(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}

/** The reader's groups; of many, the first few and the rest on demand. */
export function Groups(props: { references: string[] }) {
  const { references } = props;
  const [all, setAll] = useState(false);
  if (references.length === 0) return null;
  const shown = all ? references : references.slice(0, shownAtFirst);
  const more = references.length - shown.length;
  return (
    <Box
      component="ul"
      aria-label="Your groups"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 0.75,
        m: 0,
        mt: { xs: -1, sm: -2 },
        mb: 4,
        p: 0,
        '& > li': { listStyle: 'none', minWidth: 0 },
      }}
    >
      {shown.map(reference => (
        <li key={reference}>
          <Chip
            size="small"
            variant="outlined"
            label={groupName(reference)}
            title={reference}
          />
        </li>
      ))}
      {more > 0 && (
        <li>
          <Chip
            size="small"
            label={`${more} more`}
            aria-label={`Show ${more} more groups`}
            onClick={() => setAll(true)}
          />
        </li>
      )}
    </Box>
  );
}
