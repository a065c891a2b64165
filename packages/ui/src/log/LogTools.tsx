import PauseOutlined from '@mui/icons-material/PauseOutlined';
import VerticalAlignBottomOutlined from '@mui/icons-material/VerticalAlignBottomOutlined';
import WrapTextOutlined from '@mui/icons-material/WrapTextOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { monoFont } from '../theme/typography';
import { CopyButton } from '../names/CopyButton';

/** What can be done with a log: choose whose lines, hold it still, wrap, copy. */
export function LogTools(props: {
  label: string;
  sources: string[];
  source: string;
  sourceWord: string | undefined;
  onSource: (source: string) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  paused: boolean;
  waiting: number;
  onPause: () => void;
  onFollow: () => void;
  text: () => string;
  count: number;
}) {
  const { label, sources, source, sourceWord, wrap, paused, waiting } = props;
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        px: 1.5,
        py: 0.75,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Typography
        component="h3"
        variant="subtitle2"
        sx={{ mr: 'auto', minWidth: 0 }}
      >
        {label}
      </Typography>
      {sourceWord && sources.length > 1 && (
        <TextField
          select
          value={source}
          onChange={event => props.onSource(event.target.value)}
          SelectProps={{
            displayEmpty: true,
            SelectDisplayProps: {
              'aria-label': `Lines of which ${sourceWord}`,
            },
            sx: {
              fontSize: '0.75rem',
              '& .v5-MuiSelect-select, & .MuiSelect-select': { py: 0.5 },
            },
          }}
          sx={{ maxWidth: { xs: 180, sm: 280 } }}
        >
          <MenuItem value="">All {sourceWord}s</MenuItem>
          {sources.map(name => (
            <MenuItem
              key={name}
              value={name}
              sx={{ fontFamily: monoFont, fontSize: '0.75rem' }}
            >
              {name}
            </MenuItem>
          ))}
        </TextField>
      )}
      <Tooltip title={wrap ? 'Do not wrap long lines' : 'Wrap long lines'}>
        <ToggleButton
          value="wrap"
          size="small"
          selected={wrap}
          aria-label="Wrap long lines"
          onChange={() => props.onWrap(!wrap)}
          sx={{ p: 0.5, borderColor: 'divider' }}
        >
          <WrapTextOutlined sx={{ fontSize: 16 }} />
        </ToggleButton>
      </Tooltip>
      <CopyButton text={props.text} what="the lines shown" />
      <Button
        size="small"
        color="inherit"
        variant="outlined"
        startIcon={paused ? <VerticalAlignBottomOutlined /> : <PauseOutlined />}
        onClick={paused ? props.onFollow : props.onPause}
      >
        {paused ? followWords(waiting) : 'Pause'}
      </Button>
    </Box>
  );
}

function followWords(waiting: number): string {
  if (waiting === 0) return 'Follow';
  return `Follow, ${waiting.toLocaleString('en')} new`;
}
