import type { CSSProperties } from 'react';
import { useTabStop } from '../table/TabStopContext';
import { monoFont } from '../theme/typography';
import { Tip } from '../tip/Tip';
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

// Written into the element: tables show many names, and a class of its own is most of what drawing one costs.
const nameStyle: CSSProperties = {
  fontFamily: monoFont,
  fontSize: '0.92em',
  whiteSpace: 'nowrap',
};

const withCopyStyle: CSSProperties = {
  display: 'inline-flex',
  verticalAlign: 'top',
  alignItems: 'center',
  gap: 2,
};

/** A name in monospace, shortened in the middle; whole on hover, on focus and when copied. */
export function ShortName(props: ShortNameProps) {
  const { name, length = 32, copy } = props;
  const tabIndex = useTabStop();
  const shown = shortenMiddle(name, length);
  const shortened = shown !== name;
  const text = (
    <span
      style={nameStyle}
      tabIndex={shortened ? tabIndex : undefined}
      onCopy={event => {
        // A selection of the shortened name stands for the whole one.
        if (window.getSelection()?.toString().trim() !== shown) return;
        event.clipboardData.setData('text/plain', name);
        event.preventDefault();
      }}
    >
      {shown}
    </span>
  );
  const described = shortened ? <Tip title={name}>{text}</Tip> : text;
  if (!copy) return described;
  return (
    <span style={withCopyStyle}>
      {described}
      <CopyButton text={name} what={copy} />
    </span>
  );
}
