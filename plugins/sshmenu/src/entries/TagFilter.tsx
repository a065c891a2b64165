import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';

/** So many are there at once; the others when asked for. */
const SHOWN = 8;
/** What goes beyond is found by typing. */
const MOST = 60;

const chip = {
  px: 1,
  minHeight: { xs: 36, sm: 28 },
  maxWidth: 200,
  borderRadius: 1,
  border: 1,
  borderColor: 'divider',
  fontSize: '0.8125rem',
  gap: 0.75,
  '&:hover': { bgcolor: 'action.hover' },
  '&[aria-pressed=true]': {
    borderColor: 'primary.main',
    bgcolor: 'action.selected',
  },
};

/** The tags of the entries that are there, each to be chosen. */
export function TagFilter(props: {
  tags: { tag: string; count: number }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const { tags, chosen, onChange } = props;
  const [all, setAll] = useState(false);
  if (tags.length === 0) return null;
  const shown = tags.filter(
    ({ tag }, index) => chosen.includes(tag) || index < (all ? MOST : SHOWN),
  );
  const hidden = Math.min(tags.length, MOST) - shown.length;
  const toggle = (tag: string) =>
    onChange(
      chosen.includes(tag)
        ? chosen.filter(other => other !== tag)
        : [...chosen, tag],
    );
  return (
    <Box
      role="group"
      aria-label="Show entries by tag"
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}
    >
      {shown.map(({ tag, count }) => (
        <ButtonBase
          key={tag}
          aria-pressed={chosen.includes(tag)}
          onClick={() => toggle(tag)}
          sx={chip}
        >
          <Box
            component="span"
            sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}
          >
            {tag}
          </Box>{' '}
          <Box component="span" sx={{ color: 'text.secondary' }} data-figures>
            {count.toLocaleString('en')}
          </Box>
        </ButtonBase>
      ))}
      {(hidden > 0 || all) && tags.length > SHOWN && (
        <ButtonBase
          aria-expanded={all}
          onClick={() => setAll(!all)}
          sx={{ ...chip, color: 'text.secondary' }}
        >
          {all ? 'Fewer tags' : `${hidden} more`}
        </ButtonBase>
      )}
    </Box>
  );
}
