/** How a piece of text looks; the terminal's own colours, so that it fits each theme. */
export type Style =
  | 'plain'
  | 'bold'
  | 'dim'
  | 'match'
  | 'accent'
  | 'warning'
  | 'error'
  | 'selected'
  | 'selected-match'
  | 'tab';

const COLOURED: Record<Style, string> = {
  plain: '',
  bold: '1',
  dim: '2',
  match: '1;36',
  accent: '32',
  warning: '33',
  error: '31',
  selected: '7',
  'selected-match': '7;1',
  tab: '1;7',
};
const COLOURLESS: Record<Style, string> = {
  ...COLOURED,
  match: '1;4',
  accent: '1',
  warning: '1',
  error: '1',
};

/** Whether the person wants no colour: https://no-color.org */
export function wantsColour(environment: NodeJS.ProcessEnv): boolean {
  return !environment.NO_COLOR && environment.TERM !== 'dumb';
}

/** Surrounds a text with what makes it look so. */
export function styled(text: string, style: Style, colour: boolean): string {
  const codes = (colour ? COLOURED : COLOURLESS)[style];
  return !codes || text === '' ? text : `\x1b[${codes}m${text}\x1b[0m`;
}
