import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { RowSelection } from './useRowSelection';

const moves: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: index => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_index, last) => last,
};

/** One row takes part in the order of the Tab key; arrows move to others, Enter opens, Space and Shift with arrows choose. */
export function useRowFocus(options: {
  container: RefObject<HTMLElement>;
  count: number;
  scrollTo: (index: number) => void;
  onOpen?: (index: number) => void;
  selection?: RowSelection;
}) {
  const { container, count, scrollTo, onOpen, selection } = options;
  const [active, setActive] = useState(0);
  const wanted = useRef<number>();
  const current = Math.min(active, count - 1);

  // The row may only be drawn after it was scrolled to.
  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = container.current?.querySelector<HTMLElement>(
      `[data-row-index="${wanted.current}"]`,
    );
    if (!row) return;
    wanted.current = undefined;
    row.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = (event.target as HTMLElement).dataset.rowIndex !== undefined;
    if (!onRow) return;
    if (event.key === 'Enter' && onOpen) {
      event.preventDefault();
      onOpen(current);
      return;
    }
    if (selection && event.key === ' ') {
      event.preventDefault();
      selection.toggle(current, event.shiftKey);
      return;
    }
    if (
      selection &&
      event.key.toLowerCase() === 'a' &&
      (event.ctrlKey || event.metaKey)
    ) {
      event.preventDefault();
      selection.setAll(selection.extent !== 'all');
      return;
    }
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = move(current, count - 1);
    wanted.current = next;
    if (selection && event.shiftKey && next !== current) {
      selection.add(current, next);
    }
    scrollTo(next);
    setActive(next);
  };
  return { active: current, setActive, onKeyDown };
}
