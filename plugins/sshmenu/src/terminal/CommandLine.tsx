import Box from '@mui/material/Box';
import { CopyButton, monoFont } from '@wheelhouse/ui';

/** A command as it is typed, to be copied. */
export function CommandLine(props: { command: string; what: string }) {
  const { command, what } = props;
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        pl: 1.5,
        pr: 0.75,
        py: 0.75,
        borderRadius: 1,
        bgcolor: 'action.hover',
        textAlign: 'start',
      }}
    >
      <Box
        component="code"
        sx={{
          flex: 1,
          minWidth: 0,
          fontFamily: monoFont,
          fontSize: '0.8125rem',
          overflowWrap: 'anywhere',
        }}
      >
        {command}
      </Box>
      <CopyButton text={command} what={what} />
    </Box>
  );
}
