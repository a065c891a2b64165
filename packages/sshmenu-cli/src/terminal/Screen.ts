import { styled, Style } from './style';
import { clip, widthOf } from './width';

/** A piece of a line. Its text may come from anywhere: the screen escapes whatever is not plain text. */
export interface Segment {
  text: string;
  style?: Style;
}

/** A line of the screen, from left to right. */
export type Line = readonly Segment[];

/** Everything that is to be seen. */
export interface Frame {
  lines: readonly Line[];
  /** Where the cursor stands; absent where none is shown. */
  cursor?: { row: number; column: number };
}

/** What makes a text harmless: visible characters only. */
export type Escape = (text: string) => string;

/** Turns frames into what a terminal has to be told, which is only what changed since the last one. */
export class Screen {
  #shown: string[] = [];

  constructor(
    private readonly escape: Escape,
    private readonly colour: boolean,
  ) {}

  /** Forgets what is shown: the next frame is painted whole. */
  clear(): void {
    this.#shown = [];
  }

  /** Returns what shows this frame on a screen of so many rows and columns. */
  paint(frame: Frame, size: { rows: number; columns: number }): string {
    const changes: string[] = [];
    for (let row = 0; row < size.rows; row += 1) {
      const line = this.render(frame.lines[row] ?? [], size.columns);
      if (line !== this.#shown[row]) {
        changes.push(`\x1b[${row + 1};1H${line}`);
        this.#shown[row] = line;
      }
    }
    const { cursor } = frame;
    const place =
      cursor && cursor.row < size.rows
        ? `\x1b[${cursor.row + 1};${
            Math.min(cursor.column, size.columns - 1) + 1
          }H\x1b[?25h`
        : '';
    // The cursor would be seen jumping about while lines are painted.
    return `\x1b[?25l${changes.join('')}${place}`;
  }

  private render(line: Line, columns: number): string {
    let left = columns;
    let rendered = '';
    for (const { text, style = 'plain' } of line) {
      if (left <= 0) break;
      const shown = clip(this.escape(text), left);
      rendered += styled(shown, style, this.colour);
      left -= widthOf(shown);
    }
    // Where a line is full, the cursor still stands on its last column, and erasing would take that away.
    return left > 0 ? `${rendered}\x1b[K` : rendered;
  }
}
