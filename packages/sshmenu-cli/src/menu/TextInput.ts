import type { Input } from '../terminal/keys';

/** A line of text that somebody edits. */
export class TextInput {
  /** In characters, of which some take two units of a string. */
  #characters: string[];
  #at: number;

  constructor(text = '') {
    this.#characters = [...text];
    this.#at = this.#characters.length;
  }

  get text(): string {
    return this.#characters.join('');
  }

  /** What stands before the cursor. */
  get before(): string {
    return this.#characters.slice(0, this.#at).join('');
  }

  /** Takes up a key. Returns whether it meant something here. */
  take(input: Input): boolean {
    if (input.type === 'text' || input.type === 'paste') {
      this.insert(firstLine(input.text));
      return true;
    }
    return input.type === 'key' && this.takeKey(input.name);
  }

  private takeKey(name: string): boolean {
    const length = this.#characters.length;
    switch (name) {
      case 'left':
        this.#at = Math.max(0, this.#at - 1);
        return true;
      case 'right':
        this.#at = Math.min(length, this.#at + 1);
        return true;
      case 'home':
      case 'ctrl-a':
        this.#at = 0;
        return true;
      case 'end':
      case 'ctrl-e':
        this.#at = length;
        return true;
      case 'backspace':
        this.remove(this.#at - 1);
        return true;
      case 'delete':
        this.remove(this.#at, this.#at + 1);
        return true;
      case 'ctrl-u':
        this.remove(0);
        return true;
      case 'ctrl-w':
        this.remove(this.before.trimEnd().lastIndexOf(' ') + 1);
        return true;
      default:
        return false;
    }
  }

  private insert(text: string): void {
    const characters = [...text];
    this.#characters.splice(this.#at, 0, ...characters);
    this.#at += characters.length;
  }

  private remove(from: number, to = this.#at): void {
    if (from < 0) return;
    this.#characters.splice(from, to - from);
    this.#at = Math.min(from, this.#characters.length);
  }
}

/** A paste may hold anything: a line of what can be seen is taken. */
function firstLine(text: string): string {
  const [line = ''] = text.trim().split(/[\r\n]/);
  return line.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
}
