import type { RowSelection } from './useRowSelection';

/** Chooses a row; with Shift, all from the last one on. */
export function RowCheckbox(props: {
  name: string;
  checked: boolean;
  tabIndex: 0 | -1;
  onToggle: (range: boolean) => void;
}) {
  const { name, checked, tabIndex, onToggle } = props;
  return (
    <input
      type="checkbox"
      aria-label={`Choose ${name}`}
      checked={checked}
      tabIndex={tabIndex}
      readOnly
      // Told by the click and not by the change, which does not know of Shift.
      onClick={event => {
        event.stopPropagation();
        onToggle(event.shiftKey);
      }}
    />
  );
}

/** Chooses all rows that match, or none. */
export function AllRowsCheckbox(props: { selection: RowSelection }) {
  const { extent, setAll } = props.selection;
  return (
    <input
      type="checkbox"
      aria-label="Choose all that are shown"
      checked={extent === 'all'}
      ref={node => {
        if (node) node.indeterminate = extent === 'some';
      }}
      onChange={() => setAll(extent !== 'all')}
    />
  );
}
