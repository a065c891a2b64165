import type { ReactNode } from 'react';
import { useTabStop } from './TabStopContext';

/**
 * A button at the end of a row. It looks as MUI's does and takes its styles from the table, for there is one in each of
 * many rows; of these only the active row's are stops of the Tab key.
 */
export function RowButton(props: {
  /** What it does with which row: `Restart api`. */
  label: string;
  onClick: () => void;
  /** True: an icon alone, which `label` explains on hover. */
  icon?: boolean;
  /** Not on small screens. */
  largeOnly?: boolean;
  children: ReactNode;
}) {
  const { label, onClick, icon, largeOnly, children } = props;
  const tabIndex = useTabStop();
  return (
    <button
      type="button"
      data-look={icon ? 'icon' : 'outlined'}
      data-large-only={largeOnly}
      aria-label={label}
      title={icon ? label : undefined}
      tabIndex={tabIndex}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
