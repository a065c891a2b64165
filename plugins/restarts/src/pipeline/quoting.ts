/** A text as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A text between `'''` in Groovy, which knows backslashes there. */
export function groovyText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'''", `\\'\\'\\'`);
}

/** Every line further in, so that it stands below something in YAML. */
export function indent(text: string, spaces: number): string {
  const space = ' '.repeat(spaces);
  return text
    .split('\n')
    .map(line => (line ? space + line : line))
    .join('\n');
}
