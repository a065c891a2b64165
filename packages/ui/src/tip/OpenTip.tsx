import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';

/** MUI's tooltip at an element that is drawn elsewhere. It can be pointed at itself, and Escape closes it. */
export function OpenTip(props: {
  id: string;
  anchor: HTMLElement;
  title: ReactNode;
  /** The pointer is on it. */
  onStay: () => void;
  onClose: () => void;
}) {
  const { id, anchor, title, onStay, onClose } = props;
  return (
    <Tooltip
      open
      id={id}
      title={title}
      onClose={onClose}
      PopperProps={{ anchorEl: anchor, onMouseEnter: onStay }}
    >
      <span hidden />
    </Tooltip>
  );
}
