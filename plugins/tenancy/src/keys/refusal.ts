import { describeError, statusOf } from '@wheelhouse/ui';
import type { KeyFormErrors } from './keyForm';

/** Which words of the server's message belong to which field. */
const FIELDS: Array<[RegExp, keyof Omit<KeyFormErrors, 'picks'>]> = [
  [/scope/i, 'scopes'],
  [/expire|lifetime|never|\bend(s|ed)?\b|seconds/i, 'end'],
  [/\bname\b/i, 'name'],
];

/** The field that a refused request is about, with what the server says; undefined where it is about none of them. */
export function fieldOfRefusal(error: unknown): KeyFormErrors | undefined {
  if (statusOf(error) !== 400) return undefined;
  const { why } = describeError(error);
  const field = FIELDS.find(([words]) => words.test(why))?.[1];
  return field && { [field]: why };
}
