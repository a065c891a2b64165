import CheckOutlined from '@mui/icons-material/CheckOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import { VisuallyHidden } from '../page/VisuallyHidden';
import { useTabStop } from '../table/TabStopContext';
import { copyText } from './copyText';

export interface CopyButtonProps {
  /** What is copied; a function where it is long and not always wanted. */
  text: string | (() => string);
  /** What it is, for the button's name: `Copy request id`. */
  what: string;
  /** Shows the words beside the icon. */
  labelled?: boolean;
}

type Outcome = 'idle' | 'copied' | 'refused';

const shownMilliseconds = 2000;

/** Copies a text and says that it did, or that the browser did not let it. */
export function CopyButton(props: CopyButtonProps) {
  const { text, what, labelled } = props;
  const [outcome, setOutcome] = useState<Outcome>('idle');
  const tabIndex = useTabStop();
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = () =>
    copyText(typeof text === 'string' ? text : text()).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  const label = `Copy ${what}`;
  const said = {
    idle: label,
    copied: 'Copied',
    refused: 'The browser refused; select the text and copy it',
  }[outcome];
  const icon =
    outcome === 'copied' ? (
      <CheckOutlined sx={{ fontSize: 16, color: 'success.main' }} />
    ) : (
      <ContentCopyOutlined sx={{ fontSize: 16 }} />
    );
  const announcement = (
    <VisuallyHidden role="status">
      {outcome === 'idle' ? '' : said}
    </VisuallyHidden>
  );
  if (labelled) {
    return (
      <>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={icon}
          onClick={copy}
        >
          {said}
        </Button>
        {announcement}
      </>
    );
  }
  return (
    <>
      <Tooltip title={said}>
        <IconButton
          size="small"
          aria-label={label}
          tabIndex={tabIndex}
          onClick={event => {
            event.stopPropagation();
            copy();
          }}
          sx={{ color: 'text.secondary', p: 0.5 }}
        >
          {icon}
        </IconButton>
      </Tooltip>
      {announcement}
    </>
  );
}
