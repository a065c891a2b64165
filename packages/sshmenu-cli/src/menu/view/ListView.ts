import {
  escapeForDisplay,
  matchedPositions,
  targetOf,
  titleOfList,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import type { Frame, Line, Segment } from '../../terminal/Screen';
import type { Style } from '../../terminal/style';
import { clip, fit, widthOf } from '../../terminal/width';
import type { Mode } from '../keymap';
import { ALL, type Listing } from '../Listing';
import type { TextInput } from '../TextInput';
import { agoOf } from './ago';

/** Lines above the entries, and below them. */
export const ABOVE = 2;
export const BELOW = 1;

/** Everything that the list shows. */
export interface ListState {
  listing: Listing;
  filter: TextInput;
  mode: Mode;
  message?: { text: string; style: Style };
  /** What stands at the right of the first line, such as how much waits to be sent. */
  status: string;
  now: number;
}

const PROMPT: Record<Mode, string> = { filter: '> ', commands: ': ' };

const HINTS: Record<Mode, string> = {
  filter:
    'Enter connect  ^S sort  ^E edit  ^D delete  ^Z undo  ^Y copy  Esc commands  ? help',
  commands:
    'j/k move  s sort  e edit  r rename  c duplicate  p pin  t tag  d delete  u undo  / filter  ? help',
};

/** The list as a screen of this size shows it. */
export function listFrame(
  state: ListState,
  size: { rows: number; columns: number },
): Frame {
  const { listing, filter, mode } = state;
  const rows = Math.max(1, size.rows - ABOVE - BELOW);
  const top = listing.topFor(rows);
  const lines: Line[] = [
    headLine(state, size.columns),
    filterLine(state, size.columns),
  ];
  for (let row = 0; row < rows; row += 1) {
    const entry = listing.shown[top + row];
    const isSelected = top + row === listing.selectedIndex;
    lines.push(entry ? entryLine(entry, state, isSelected, size.columns) : []);
  }
  if (listing.shown.length === 0) lines[ABOVE] = nothingLine(state);
  lines.push([state.message ?? { text: HINTS[mode], style: 'dim' }]);
  return {
    lines,
    cursor: { row: 1, column: 2 + widthOf(escapeForDisplay(filter.before)) },
  };
}

/** The tabs with where each begins and ends in the first line. */
export function tabsOf(
  listing: Listing,
): { tab: string; text: string; from: number; to: number }[] {
  let from = 0;
  return listing.tabs.map(tab => {
    const title =
      listing.lists.find(({ list }) => list === tab)?.title ?? titleOfList(tab);
    const text = ` ${clip(escapeForDisplay(tab === ALL ? 'All' : title), 20)} `;
    const to = from + widthOf(text);
    const place = { tab, text, from, to };
    from = to;
    return place;
  });
}

const SORT_WORDS = { name: 'name', recent: 'recent', frecent: 'frecent' };

function headLine({ listing, status }: ListState, columns: number): Line {
  const tabs = tabsOf(listing);
  const right = `${status}${status ? '  ' : ''}by ${SORT_WORDS[listing.sort]} `;
  const left: Segment[] =
    tabs.length > 1
      ? tabs.map(({ tab, text }) => ({
          text,
          style: tab === listing.tab ? 'tab' : 'dim',
        }))
      : [{ text: ' SSH menu', style: 'bold' }];
  const used = left.reduce((sum, { text }) => sum + widthOf(text), 0);
  const room = columns - used - widthOf(right);
  return room < 1
    ? left
    : [...left, { text: ' '.repeat(room) }, { text: right, style: 'dim' }];
}

function filterLine(
  { listing, filter, mode }: ListState,
  columns: number,
): Line {
  const count = `${listing.shown.length}/${listing.total} `;
  const typed = escapeForDisplay(filter.text);
  const room = columns - 2 - widthOf(typed) - count.length;
  return [
    { text: PROMPT[mode], style: 'accent' },
    { text: typed },
    ...(room < 1
      ? []
      : [{ text: ' '.repeat(room) }, { text: count, style: 'dim' as const }]),
  ];
}

function nothingLine({ listing }: ListState): Line {
  return [
    {
      text:
        listing.total === 0
          ? '  Nothing here yet. `s user@host` connects and remembers; Esc a adds one, Esc I reads ~/.ssh.'
          : '  Nothing matches. ^U empties the filter.',
      style: 'dim',
    },
  ];
}

/** How wide the columns are: the narrower the screen, the fewer there are. */
function widthsFor(columns: number) {
  const ago = columns >= 50 ? 6 : 0;
  const tags = columns >= 72 ? Math.min(24, Math.floor(columns * 0.2)) : 0;
  const room = columns - 2 - ago - tags;
  const target = columns >= 36 ? Math.floor(room * 0.55) : 0;
  return { name: room - target, target, tags, ago };
}

function entryLine(
  entry: MenuEntry,
  { listing, now }: ListState,
  isSelected: boolean,
  columns: number,
): Line {
  const widths = widthsFor(columns);
  const style: Style = isSelected ? 'selected' : 'plain';
  const faint: Style = isSelected ? 'selected' : 'dim';
  const typed = listing.typed;
  return [
    { text: entry.pinned ? '* ' : '  ', style: isSelected ? style : 'accent' },
    ...column(entry.name, widths.name, typed, style),
    ...column(targetOf(entry), widths.target, typed, style),
    ...column(tagsOf(entry, listing), widths.tags, typed, faint),
    {
      text:
        widths.ago === 0 ? '' : `${agoOf(entry.lastUsed, now).padStart(5)} `,
      style: faint,
    },
  ];
}

/** Its tags, and where all lists stand together the one that it is in. */
function tagsOf(entry: MenuEntry, listing: Listing): string {
  const list =
    listing.tab === ALL && listing.tabs.length > 1 && entry.list !== 'mine'
      ? [titleOfList(entry.list)]
      : [];
  return [...list, ...(entry.tags ?? []).map(tag => `#${tag}`)].join(' ');
}

/** A text in a column of its own, with a space after it, and what matches made visible. */
function column(
  text: string,
  width: number,
  typed: string,
  style: Style,
): Segment[] {
  if (width <= 0) return [];
  const shown = escapeForDisplay(text);
  const cell = `${fit(shown, width - 1)} `;
  // Where characters were replaced, the places of what matches have moved.
  const positions =
    typed !== '' && shown === text ? matchedPositions(typed, text) : [];
  const visible = positions.filter(at => at < cell.length - 1);
  if (visible.length === 0) return [{ text: cell, style }];
  return highlighted(cell, new Set(visible), style);
}

function highlighted(
  text: string,
  positions: Set<number>,
  style: Style,
): Segment[] {
  const match: Style = style === 'selected' ? 'selected-match' : 'match';
  const segments: { text: string; style: Style }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const wanted = positions.has(at) ? match : style;
    const last = segments[segments.length - 1];
    if (last?.style === wanted) last.text += text[at];
    else segments.push({ text: text[at], style: wanted });
  }
  return segments;
}
