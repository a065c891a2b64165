import Box from '@mui/material/Box';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { monoFont } from '../theme/typography';
import { shortenMiddle } from '../names/shorten';
import type { LogBuffer, LogSnapshot } from './LogBuffer';
import { LogTools } from './LogTools';
import { useFollow, usePause } from './useFollow';

const lineHeight = 20;
const linesBeyondSight = 20;
const sourceLength = 18;
const edge = 8;

export interface LogViewProps {
  /** What it is the log of: `Log of the new pods`. */
  label: string;
  buffer: LogBuffer;
  /** What stands there as long as there are no lines. */
  empty: ReactNode;
  /** What the lines are from, in a word: `pod`. With it the lines say so, and can be filtered by it. */
  sourceWord?: string;
  /** How a source is called beside its lines, where its whole name says more than is needed. */
  sourceName?: (source: string) => string;
  /** Shows one source first, e.g. the pod that failed. */
  initialSource?: string;
  /** In pixels; 320 by default. */
  height?: number;
}

/**
 * Lines of a log as they come: only those in sight are drawn. It follows the end until one scrolls up or pauses it, wraps,
 * filters by source and copies what is shown.
 */
export function LogView(props: LogViewProps) {
  const { label, buffer, empty, sourceWord, initialSource } = props;
  const nameOf = props.sourceName ?? (source => source);
  const current = useSyncExternalStore(buffer.subscribe, buffer.snapshot);
  const { shown, paused, waiting, pause, follow } = usePause(current);
  const [source, setSource] = useState(initialSource ?? '');
  const [wrap, setWrap] = useState(true);
  const sources = useSources(current);
  // A source that is gone from the log would hide all of it.
  const wanted = sources.includes(source) ? source : '';
  const lines = useMemo(
    () =>
      wanted ? shown.lines.filter(line => line.source === wanted) : shown.lines,
    [shown, wanted],
  );

  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: linesBeyondSight,
    paddingStart: edge,
    paddingEnd: edge,
    getItemKey: index => lines[index].id,
  });
  const onScroll = useFollow({
    virtualizer,
    count: lines.length,
    last: lines[lines.length - 1]?.id,
    paused,
    onPause: pause,
    onFollow: follow,
  });
  const withSource = sourceWord !== undefined && !wanted && sources.length > 1;

  return (
    <Box
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        bgcolor: 'background.paper',
        overflow: 'clip',
      }}
    >
      <LogTools
        label={label}
        sources={sources}
        source={wanted}
        sourceWord={sourceWord}
        onSource={setSource}
        wrap={wrap}
        onWrap={setWrap}
        paused={paused}
        waiting={waiting}
        onPause={pause}
        onFollow={follow}
        text={() => lines.map(line => line.text).join('\n')}
        count={lines.length}
      />
      <Box
        ref={scroller}
        role="log"
        aria-label={label}
        // Read out line by line it would drown everything else.
        aria-live="off"
        tabIndex={0}
        onScroll={onScroll}
        sx={{
          height: props.height ?? 320,
          overflow: 'auto',
          overflowAnchor: 'none',
          overscrollBehavior: 'contain',
          fontFamily: monoFont,
          fontSize: '0.75rem',
          lineHeight: `${lineHeight}px`,
          '&:focus-visible': { outlineOffset: -2 },
        }}
      >
        {lines.length === 0 ? (
          <Box sx={{ p: 2, color: 'text.secondary' }}>{empty}</Box>
        ) : (
          <>
            {shown.dropped > 0 && (
              <Box sx={{ px: 1.5, pt: 1, color: 'text.secondary' }}>
                {shown.dropped.toLocaleString('en')} earlier lines are not kept
                here
              </Box>
            )}
            <Box
              sx={{ position: 'relative', minWidth: '100%' }}
              style={{ height: virtualizer.getTotalSize() }}
            >
              {virtualizer.getVirtualItems().map(item => {
                const line = lines[item.index];
                return (
                  <Box
                    key={item.key}
                    data-index={item.index}
                    ref={virtualizer.measureElement}
                    style={{ transform: `translateY(${item.start}px)` }}
                    sx={{
                      position: 'absolute',
                      top: 0,
                      insetInlineStart: 0,
                      width: wrap ? '100%' : 'max-content',
                      minWidth: '100%',
                      display: 'flex',
                      gap: 1.5,
                      px: 1.5,
                      '&:hover': { bgcolor: 'action.hover' },
                    }}
                  >
                    {withSource && (
                      <Box
                        component="span"
                        title={line.source}
                        sx={{ color: 'text.secondary', flexShrink: 0 }}
                      >
                        {shortenMiddle(nameOf(line.source ?? ''), sourceLength)}
                      </Box>
                    )}
                    <Box
                      component="span"
                      sx={{
                        minWidth: 0,
                        minHeight: lineHeight,
                        whiteSpace: wrap ? 'pre-wrap' : 'pre',
                        overflowWrap: wrap ? 'anywhere' : 'normal',
                        unicodeBidi: 'isolate',
                      }}
                    >
                      {line.text}
                    </Box>
                  </Box>
                );
              })}
            </Box>
          </>
        )}
      </Box>
    </Box>
  );
}

/** What the kept lines are from, in the order in which they first spoke. */
function useSources(snapshot: LogSnapshot): string[] {
  return useMemo(() => {
    const found = new Set<string>();
    for (const { source } of snapshot.lines) if (source) found.add(source);
    return [...found];
  }, [snapshot]);
}
