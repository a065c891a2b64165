import Box from '@mui/material/Box';
import { StatusLabel } from '@wheelhouse/ui';
import { useProblems } from '../api/queries';

/** Why clusters may be missing from the list, for those who run the portal. */
export function SourceProblems() {
  const { data: problems = [] } = useProblems();
  if (problems.length === 0) return null;
  return (
    <Box
      component="ul"
      aria-label="Sources that cannot be read"
      sx={{ listStyle: 'none', p: 0, m: 0, mb: 2 }}
    >
      {problems.map(({ source, message }) => (
        <li key={source}>
          <StatusLabel
            status="attention"
            word={`Clusters of ${source} may be missing`}
            reason={message}
          />
        </li>
      ))}
    </Box>
  );
}
