import {
  MAX_ANSWERED_CHANGES,
  type ServerChange,
} from '@wheelhouse/plugin-sshmenu-common';
import type { ChangeText } from '../store/ChangeStore';

/** An answer is not much longer than this, in characters; what is left comes with the next one. */
const MAX_ANSWER_LENGTH = 8_000_000;
/** How many changes are read at a time. */
const CHUNK = 2_000;

/** An answer to a machine that is being put together, with its bounds. */
export class Answer {
  readonly texts: string[] = [];
  /** There was more than fits. */
  full = false;
  #length = 0;

  say(change: ServerChange) {
    this.texts.push(JSON.stringify(change));
  }

  /**
   * Reads on from a number up to the last one. Returns how far it came.
   * @param last - the number of the last change when its list was looked at; what came after it may be read too
   */
  async read(
    from: number,
    last: number,
    changesAfter: (
      after: number,
      limit: number,
    ) => Promise<(Pick<ChangeText, 'seq'> & Partial<ChangeText>)[]>,
  ): Promise<number> {
    let at = from;
    while (at < last) {
      if (this.#isFull()) {
        this.full = true;
        return at;
      }
      const room = MAX_ANSWERED_CHANGES - this.texts.length;
      const limit = Math.min(CHUNK, Math.max(1, room));
      const changes = await changesAfter(at, limit);
      for (const { seq, text } of changes) {
        at = seq;
        if (text === undefined) continue;
        this.texts.push(text);
        this.#length += text.length;
      }
      // Numbers of changes that were overtaken by later ones are nobody's.
      if (changes.length < limit) at = Math.max(at, last);
    }
    return at;
  }

  #isFull() {
    return (
      this.texts.length >= MAX_ANSWERED_CHANGES ||
      this.#length >= MAX_ANSWER_LENGTH
    );
  }
}
