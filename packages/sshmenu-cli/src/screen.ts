import { escapeForDisplay } from '@wheelhouse/plugin-sshmenu-common';
import { Screen } from './terminal/Screen';
import { wantsColour } from './terminal/style';

/** The screen of whoever runs this: in their colours, and without any raw byte of what others wrote. */
export function newScreen(): Screen {
  return new Screen(escapeForDisplay, wantsColour(process.env));
}
