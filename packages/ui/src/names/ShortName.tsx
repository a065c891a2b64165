import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useTabStop } from '../table/TabStopContext';
import { monoFont } from '../theme/typography';
import { CopyButton } from './CopyButton';
import { shortenMiddle } from './shorten';

export interface ShortNameProps {
  /** The whole name. */
  name: string;
  /** Characters shown at most; 32 by default. */
  length?: number;
  /** What it is, e.g. `key prefix`; with it there is a copy button. */
  copy?: string;
}

/** A name in monospace, shortened in the middle; whole on hover, on focus and when copied. */
export function ShortName(props: ShortNameProps) {
  const { name, length = 32, copy } = props;
  const tabIndex = useTabStop();
  const shown = shortenMiddle(name, length);
  const shortened = shown !== name;
  const text = (
    <Box
      component="span"
      tabIndex={shortened ? tabIndex : undefined}
      onCopy={event => {
        // A selection of the shortened name stands for the whole one.
        if (window.getSelection()?.toString().trim() !== shown) return;
        event.clipboardData.setData('text/plain', name);
        event.preventDefault();
      }}
      sx={{ fontFamily: monoFont, fontSize: '0.92em', whiteSpace: 'nowrap' }}
    >
      {shown}
    </Box>
  );
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        verticalAlign: 'top',
        alignItems: 'center',
        gap: 0.25,
      }}
    >
      {shortened ? <Tooltip title={name}>{text}</Tooltip> : text}
      {copy && <CopyButton text={name} what={copy} />}
    </Box>
  );
}
