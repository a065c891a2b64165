import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const rowsBeyondSight = 5;

/** Which of many rows are in sight while the page scrolls; `height` in pixels. */
export function useVirtualRows(options: {
  count: number;
  height: number;
  more?: { load: () => void; loading: boolean };
}) {
  const { count, height, more } = options;
  const body = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    if (!body.current) return;
    const top = Math.round(
      body.current.getBoundingClientRect().top + window.scrollY,
    );
    setScrollMargin(top);
  }, [count]);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: rowsBeyondSight,
    scrollMargin,
  });
  const items = virtualizer.getVirtualItems();
  const last = items[items.length - 1]?.index ?? -1;
  useEffect(() => {
    if (more && !more.loading && last >= count - 1 - rowsBeyondSight)
      more.load();
  }, [more, last, count]);
  return {
    body,
    items,
    totalHeight: virtualizer.getTotalSize(),
    offset: (start: number) => start - scrollMargin,
    scrollTo: (index: number) =>
      virtualizer.scrollToIndex(index, { align: 'auto' }),
    measure: virtualizer.measureElement,
  };
}
