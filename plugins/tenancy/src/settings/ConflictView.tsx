import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { monoFont, TimeAgo } from '@wheelhouse/ui';
import { type ReactNode, useId } from 'react';
import { printValue } from './settingValue';
import type { Conflict } from './useSaveSetting';

export interface ConflictViewProps {
  conflict: Conflict;
  isSaving: boolean;
  onUseTheirs: () => void;
  onKeepMine: () => void;
}

/** Both sides of a change that came too late, and the choice between them. */
export function ConflictView(props: ConflictViewProps) {
  const { conflict, isSaving, onUseTheirs, onKeepMine } = props;
  const { theirs, mine } = conflict;
  return (
    <Stack spacing={2}>
      <Alert severity="warning" variant="outlined">
        {theirs ? (
          <>
            {theirs.updatedBy ?? 'Somebody'} changed this{' '}
            <TimeAgo time={theirs.updated} fallback="meanwhile" />, while you
            were editing. Nothing of yours has been saved yet.
          </>
        ) : (
          'Somebody deleted this while you were editing. Nothing of yours has been saved yet.'
        )}
      </Alert>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
          gap: 2,
        }}
      >
        <Side
          title="Theirs, as it is now"
          button={
            <Button
              fullWidth
              variant="outlined"
              color="inherit"
              disabled={isSaving}
              onClick={onUseTheirs}
            >
              Use theirs
            </Button>
          }
        >
          {theirs ? printValue(theirs.value) : 'Deleted'}
        </Side>
        <Side
          title="Yours"
          button={
            <Button
              fullWidth
              variant="contained"
              disabled={isSaving}
              onClick={onKeepMine}
            >
              Keep mine
            </Button>
          }
        >
          {mine === 'deleted' ? 'Deleted' : printValue(mine.value)}
        </Side>
      </Box>
    </Stack>
  );
}

function Side(props: {
  title: string;
  button: ReactNode;
  children: ReactNode;
}) {
  const { title, button, children } = props;
  const id = useId();
  return (
    <Box
      component="section"
      aria-labelledby={id}
      sx={{ display: 'flex', flexDirection: 'column', gap: 1, minWidth: 0 }}
    >
      <Typography id={id} component="h3" variant="subtitle1">
        {title}
      </Typography>
      <Box
        component="pre"
        tabIndex={0}
        sx={{
          m: 0,
          p: 1.25,
          flex: 1,
          minHeight: 72,
          maxHeight: 320,
          overflow: 'auto',
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          fontFamily: monoFont,
          fontSize: '0.8125rem',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {children}
      </Box>
      {button}
    </Box>
  );
}
