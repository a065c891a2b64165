import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import type { ShownLabel } from './labels';

export interface LabelChipsProps {
  labels: ShownLabel[];
  /** How many are shown at most, on one line; the others are named on hover. Absent: all. */
  most?: number;
}

/** Labels in small frames; addons stand out. */
export function LabelChips({ labels, most }: LabelChipsProps) {
  if (labels.length === 0) return <>–</>;
  const hidden = most === undefined ? [] : labels.slice(most);
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        flexWrap: most === undefined ? 'wrap' : 'nowrap',
        gap: 0.5,
        minWidth: 0,
        maxWidth: '100%',
        verticalAlign: 'middle',
      }}
    >
      {labels.slice(0, most).map(label => (
        <Box
          component="span"
          key={label.name}
          title={label.name}
          sx={{
            px: 0.75,
            borderRadius: 1,
            border: 1,
            borderColor: 'divider',
            bgcolor: label.addon ? 'action.selected' : undefined,
            color: label.addon ? 'text.primary' : 'text.secondary',
            fontSize: '0.75rem',
            lineHeight: '1.25rem',
            minWidth: 0,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {label.text}
        </Box>
      ))}
      {hidden.length > 0 && (
        <Tooltip title={hidden.map(label => label.text).join(', ')}>
          <Box
            component="span"
            sx={{
              color: 'text.secondary',
              fontSize: '0.75rem',
              lineHeight: '1.375rem',
              flexShrink: 0,
            }}
          >
            +{hidden.length}
          </Box>
        </Tooltip>
      )}
    </Box>
  );
}
