/** Markup that is safe to put into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template whose values are escaped unless they are markup themselves; lists are joined, undefined is nothing. */
export function html(
  strings: TemplateStringsArray,
  ...values: Array<string | Html | Html[] | undefined>
): Html {
  const parts = strings.map((text, i) => text + render(values[i]));
  return new Html(parts.join(''));
}

function render(value: string | Html | Html[] | undefined): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(v => v.text).join('');
  return value.replace(/[&<>"']/g, c => ESCAPES[c]);
}
