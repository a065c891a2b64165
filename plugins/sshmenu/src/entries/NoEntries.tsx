import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { EmptyState } from '@wheelhouse/ui';
import { TerminalSteps } from '../terminal/TerminalSteps';

/** Stands where entries would stand, and says how they come there. */
export function NoEntries(props: {
  /** How a group's list is called; absent: one's own, or all. */
  group?: string;
  mayWrite: boolean;
  onAdd: () => void;
}) {
  const { group, mayWrite, onAdd } = props;
  if (group !== undefined && !mayWrite) {
    return (
      <EmptyState
        title={`Nothing in ${group} yet`}
        description="What administrators of the group add appears here by itself, and in your terminal."
      />
    );
  }
  return (
    <EmptyState
      title={
        group === undefined ? 'No SSH entries yet' : `Nothing in ${group} yet`
      }
      description={
        group === undefined
          ? 'Where you connect to with ssh would be here, the same in the portal and on all of your machines.'
          : 'What you add here, everyone in the group finds in the portal and in their terminal.'
      }
      action={
        <>
          <Button variant="outlined" color="inherit" onClick={onAdd}>
            Add the first entry
          </Button>
          <Box sx={{ maxWidth: 460, mx: 'auto', mt: 4 }}>
            <TerminalSteps />
          </Box>
        </>
      }
    />
  );
}
