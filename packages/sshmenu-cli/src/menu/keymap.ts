import type { Input } from '../terminal/keys';

/** What can be done in the menu. */
export type Action =
  | 'connect'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'next-tab'
  | 'previous-tab'
  | 'sort'
  | 'add'
  | 'edit'
  | 'rename'
  | 'duplicate'
  | 'pin'
  | 'tag'
  | 'delete'
  | 'undo'
  | 'copy'
  | 'details'
  | 'own-user'
  | 'share'
  | 'import'
  | 'help'
  | 'commands'
  | 'filter'
  | 'quit';

/** How the menu takes what is typed: as what to look for, or as letters that do something. */
export type Mode = 'filter' | 'commands';

/** What an action is called, and its letter after the prefix key. */
interface Binding {
  action: Action;
  letter: string;
  /** The key that does it while one filters, as the terminal tells it. */
  key?: string;
  label: string;
}

/** In the order in which the help shows them. */
export const BINDINGS: readonly Binding[] = [
  { action: 'down', letter: 'j', key: 'ctrl-j', label: 'down' },
  { action: 'up', letter: 'k', key: 'ctrl-k', label: 'up' },
  { action: 'first', letter: 'g', label: 'first' },
  { action: 'last', letter: 'G', label: 'last' },
  {
    action: 'previous-tab',
    letter: 'h',
    key: 'shift-tab',
    label: 'list before',
  },
  { action: 'next-tab', letter: 'l', key: 'tab', label: 'next list' },
  {
    action: 'sort',
    letter: 's',
    key: 'ctrl-s',
    label: 'sort by name, recent, frecent',
  },
  { action: 'add', letter: 'a', key: 'ctrl-n', label: 'add' },
  { action: 'edit', letter: 'e', key: 'ctrl-e', label: 'edit' },
  { action: 'rename', letter: 'r', key: 'ctrl-r', label: 'rename' },
  { action: 'duplicate', letter: 'c', label: 'duplicate' },
  { action: 'pin', letter: 'p', key: 'ctrl-p', label: 'pin to the top' },
  { action: 'tag', letter: 't', key: 'ctrl-t', label: 'tag' },
  { action: 'delete', letter: 'd', key: 'ctrl-d', label: 'delete' },
  { action: 'undo', letter: 'u', key: 'ctrl-z', label: 'undo' },
  { action: 'copy', letter: 'y', key: 'ctrl-y', label: 'copy the command' },
  { action: 'details', letter: 'i', key: 'ctrl-o', label: 'details' },
  { action: 'own-user', letter: 'o', label: 'own user name' },
  { action: 'share', letter: 'S', label: 'share with a group' },
  { action: 'import', letter: 'I', label: 'read ~/.ssh' },
  { action: 'help', letter: '?', label: 'help' },
  { action: 'quit', letter: 'q', label: 'leave' },
];

const KEYS: Record<string, Action> = {
  enter: 'connect',
  up: 'up',
  down: 'down',
  'page-up': 'page-up',
  'page-down': 'page-down',
  escape: 'commands',
  ...fromBindings(({ key }) => key),
  // An Alt key is what ESC and a letter are in one breath.
  ...fromBindings(({ letter }) => `alt-${letter}`),
};

const LETTERS: Record<string, Action> = {
  '/': 'filter',
  ' ': 'page-down',
  ...fromBindings(({ letter }) => letter),
};

const MOVES: Record<string, Action> = { home: 'first', end: 'last' };

/** What the keys mean; undefined where they are text to look for, or nothing. */
export function actionsOf(
  input: Input,
  mode: Mode,
  filter: string,
): Action[] | undefined {
  if (input.type === 'key') {
    const action =
      mode === 'commands' && input.name === 'escape'
        ? 'filter'
        : KEYS[input.name] ?? (movesList(mode, filter) && MOVES[input.name]);
    return action ? [action] : undefined;
  }
  if (input.type !== 'text') return undefined;
  // A question mark is in no name of a host.
  if (mode === 'filter') return input.text === '?' ? ['help'] : undefined;
  const actions = [...input.text].map(letter =>
    Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined,
  );
  return actions.filter(action => action !== undefined);
}

/** Home and End belong to the text where there is some. */
function movesList(mode: Mode, filter: string): boolean {
  return mode === 'commands' || filter === '';
}

function fromBindings(
  nameOf: (binding: Binding) => string | undefined,
): Record<string, Action> {
  return Object.fromEntries(
    BINDINGS.flatMap(binding => {
      const name = nameOf(binding);
      return name === undefined ? [] : [[name, binding.action]];
    }),
  );
}

/** A key as people read it: `^S` for Ctrl and S. */
export function keyLabel(name: string): string {
  return name
    .replace(/^ctrl-(.)$/, (_, letter) => `^${letter.toUpperCase()}`)
    .replace(/^shift-tab$/, '⇧Tab')
    .replace(/^tab$/, 'Tab');
}
