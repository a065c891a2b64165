/** The other screen, no wrapping, mouse presses as numbers, and pasted text told from typed. */
export const ENTER = '\x1b[?1049h\x1b[?7l\x1b[?1000h\x1b[?1006h\x1b[?2004h';

/** Everything as it was before. */
export const LEAVE =
  '\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?7h\x1b[?25h\x1b[?1049l';
