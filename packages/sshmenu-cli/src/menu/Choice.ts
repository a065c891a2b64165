import type { Input } from '../terminal/keys';

/** One of several things that somebody can do now. */
export interface Option {
  label: string;
  choose(): void;
}

/** A question with a few answers. */
export class Choice {
  selected = 0;

  constructor(
    readonly title: string,
    readonly options: readonly Option[],
    readonly notes: readonly string[] = [],
  ) {}

  /** Takes up a key. Returns whether the question is done with, and how. */
  take(input: Input): 'going on' | 'cancelled' | 'chosen' {
    if (input.type === 'text') {
      if (input.text === 'j') this.move(1);
      if (input.text === 'k') this.move(-1);
      return 'going on';
    }
    if (input.type !== 'key') return 'going on';
    if (input.name === 'escape') return 'cancelled';
    if (input.name === 'enter') return 'chosen';
    if (input.name === 'up') this.move(-1);
    if (input.name === 'down' || input.name === 'tab') this.move(1);
    return 'going on';
  }

  private move(by: number): void {
    const { length } = this.options;
    this.selected = (this.selected + by + length) % length;
  }
}
