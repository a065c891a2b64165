import Checkbox from '@mui/material/Checkbox';
import type { RowSelection } from './useRowSelection';

/** Chooses a row; with Shift, all from the last one on. */
export function RowCheckbox(props: {
  name: string;
  index: number;
  selection: RowSelection;
  tabIndex: 0 | -1;
}) {
  const { name, index, selection, tabIndex } = props;
  return (
    <Checkbox
      size="small"
      checked={selection.isSelected(index)}
      // Told by the click and not by the change, which does not know of Shift.
      onClick={event => {
        event.stopPropagation();
        selection.toggle(index, event.shiftKey);
      }}
      inputProps={{ 'aria-label': `Choose ${name}`, tabIndex, readOnly: true }}
      sx={{ p: 0.5 }}
    />
  );
}

/** Chooses all rows that match, or none. */
export function AllRowsCheckbox(props: { selection: RowSelection }) {
  const { extent, setAll } = props.selection;
  return (
    <Checkbox
      size="small"
      checked={extent === 'all'}
      indeterminate={extent === 'some'}
      onChange={() => setAll(extent !== 'all')}
      inputProps={{ 'aria-label': 'Choose all that are shown' }}
      sx={{ p: 0.5 }}
    />
  );
}
