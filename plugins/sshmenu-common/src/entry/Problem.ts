/** What is wrong with something that was to become an entry. */
export interface Problem {
  /** Which field; empty: the whole. */
  field: string;
  /** In words, as the end of a sentence that begins with the field: `must not begin with "-"`. */
  message: string;
}

/** Something that is right, or all that is wrong with it. */
export type Checked<T> =
  | { ok: true; value: T }
  | { ok: false; problems: Problem[] };

/** The problems as one sentence for people. */
export function describeProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ field, message }) => (field ? `${field} ${message}` : message))
    .join('; ');
}
