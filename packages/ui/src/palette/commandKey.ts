/** What the key of commands is called on this machine. */
export const commandKey = /Mac|iPhone|iPad/.test(navigator.platform)
  ? '⌘'
  : 'Ctrl';
