import Box from '@mui/material/Box';
import type { PaletteCommand } from './types';

/** One line of the palette. */
export function PaletteOption(props: {
  id: string;
  command: PaletteCommand;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
}) {
  const { id, command, active, onPoint, onChoose } = props;
  return (
    <Box
      id={id}
      role="option"
      aria-selected={active}
      onMouseMove={onPoint}
      onClick={onChoose}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        mx: 1,
        px: 1,
        minHeight: { xs: 44, sm: 36 },
        borderRadius: 1,
        cursor: 'pointer',
        bgcolor: active ? 'action.selected' : undefined,
        '& svg': {
          fontSize: 18,
          color: active ? 'primary.main' : 'text.secondary',
        },
      }}
    >
      <Box
        component="span"
        aria-hidden
        sx={{ display: 'flex', width: 18, flexShrink: 0 }}
      >
        {command.icon}
      </Box>
      <Box
        component="span"
        sx={{ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}
      >
        {command.title}
      </Box>
    </Box>
  );
}
