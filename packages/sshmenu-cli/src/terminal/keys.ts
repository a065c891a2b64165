/** A key, by a name such as `up`, `enter`, `ctrl-s` or `alt-e`. */
export interface NamedKey {
  type: 'key';
  name: string;
}

/** Text that was typed, or pasted at once. */
export interface Text {
  type: 'text' | 'paste';
  text: string;
}

/** The mouse; rows and columns begin at 0. */
export interface Mouse {
  type: 'mouse';
  action: 'press' | 'wheel-up' | 'wheel-down';
  row: number;
  column: number;
}

export type Input = NamedKey | Text | Mouse;

const ESCAPE = '\x1b';
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';
/** More than this is no menu's business; what is over is dropped. */
const MOST_PASTED = 4096;

const FINAL_KEYS: Record<string, string> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  Z: 'shift-tab',
};
const TILDE_KEYS: Record<string, string> = {
  1: 'home',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
};
const CONTROL_KEYS: Record<string, string> = {
  '\r': 'enter',
  '\n': 'ctrl-j',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
};

/**
 * Reads what a terminal sent. What is not yet complete is left in `rest`, to be read with what comes next; a lone ESC is
 * such a rest until `isWhole` says that nothing more comes.
 */
export function readInput(
  data: string,
  isWhole = false,
): { inputs: Input[]; rest: string } {
  const inputs: Input[] = [];
  let at = 0;
  while (at < data.length) {
    const step =
      data[at] === ESCAPE
        ? readEscape(data, at, isWhole)
        : readPlain(data, at, inputs[inputs.length - 1]);
    if (!step) break;
    if (step.input) inputs.push(step.input);
    at = step.next;
  }
  return { inputs, rest: data.slice(at) };
}

interface Step {
  input?: Input;
  next: number;
}

function readPlain(data: string, at: number, last?: Input): Step {
  const character = String.fromCodePoint(data.codePointAt(at)!);
  const next = at + character.length;
  const code = character.codePointAt(0)!;
  if (code >= 0x20 && code !== 0x7f) {
    if (last?.type === 'text') {
      last.text += character;
      return { next };
    }
    return { input: { type: 'text', text: character }, next };
  }
  return { input: key(controlName(character)), next };
}

function controlName(character: string): string {
  const code = character.charCodeAt(0);
  return (
    CONTROL_KEYS[character] ??
    (code === 0
      ? 'ctrl-space'
      : `ctrl-${String.fromCharCode(code + 0x60).toLowerCase()}`)
  );
}

function readEscape(
  data: string,
  at: number,
  isWhole: boolean,
): Step | undefined {
  if (data.startsWith(PASTE_BEGINS, at)) return readPaste(data, at, isWhole);
  const next = data[at + 1];
  if (next === undefined) {
    return isWhole ? { input: key('escape'), next: at + 1 } : undefined;
  }
  if (next === '[' || next === 'O') return readSequence(data, at, isWhole);
  if (next === ESCAPE) return { input: key('escape'), next: at + 1 };
  if (next < ' ' || next === '\x7f') {
    return { input: key(`alt-${controlName(next)}`), next: at + 2 };
  }
  return { input: key(`alt-${next}`), next: at + 2 };
}

function readPaste(
  data: string,
  at: number,
  isWhole: boolean,
): Step | undefined {
  const begin = at + PASTE_BEGINS.length;
  const end = data.indexOf(PASTE_ENDS, begin);
  if (end < 0) {
    // A paste that never ends must not fill the memory.
    if (!isWhole && data.length - begin <= MOST_PASTED) return undefined;
    return { input: pasted(data.slice(begin)), next: data.length };
  }
  return {
    input: pasted(data.slice(begin, end)),
    next: end + PASTE_ENDS.length,
  };
}

function pasted(text: string): Text {
  return { type: 'paste', text: text.slice(0, MOST_PASTED) };
}

function readSequence(
  data: string,
  at: number,
  isWhole: boolean,
): Step | undefined {
  // eslint-disable-next-line no-control-regex
  const match = /^\x1b(?:\[([<0-9;?]*)([@-~])|O([@-~]))/.exec(
    data.slice(at, at + 32),
  );
  if (!match) {
    // Alt-[ as it was typed, or something that no terminal sends: its first two characters are dropped.
    return isWhole || data.length - at >= 32 ? { next: at + 2 } : undefined;
  }
  const [whole, parameters = '', final = match[3]] = match;
  return { input: named(parameters, final), next: at + whole.length };
}

function named(parameters: string, final: string): Input | undefined {
  if (parameters.startsWith('<')) return mouse(parameters.slice(1), final);
  const name =
    final === '~' ? TILDE_KEYS[parameters.split(';')[0]] : FINAL_KEYS[final];
  return name ? key(name) : undefined;
}

function mouse(parameters: string, final: string): Input | undefined {
  const [button, column, row] = parameters.split(';').map(Number);
  const where = { row: row - 1, column: column - 1 };
  if (final !== 'M') return undefined;
  if (button === 0) return { type: 'mouse', action: 'press', ...where };
  if (button === 64) return { type: 'mouse', action: 'wheel-up', ...where };
  if (button === 65) return { type: 'mouse', action: 'wheel-down', ...where };
  return undefined;
}

function key(name: string): NamedKey {
  return { type: 'key', name };
}
