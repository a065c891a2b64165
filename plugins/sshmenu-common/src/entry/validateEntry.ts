import type { Entry } from '../types';
import { idProblem, listProblem } from './lists';
import type { Checked, Problem } from './Problem';
import { isObject, problem, validateFields } from './validateFields';

/** ISO 8601 as `toISOString` writes it, so that times compare as texts. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What is wrong with a time, as the end of a sentence; undefined: nothing. */
export function timeProblem(time: unknown): string | undefined {
  return typeof time === 'string' &&
    TIME.test(time) &&
    !Number.isNaN(Date.parse(time))
    ? undefined
    : 'must be a time such as 2026-01-31T12:00:00.000Z';
}

/** What is wrong with a count, as the end of a sentence; undefined: nothing. */
export function countProblem(count: unknown): string | undefined {
  return Number.isSafeInteger(count) && Number(count) >= 0
    ? undefined
    : 'must be a whole number, 0 or more';
}

/** The check of a whole entry, as a file or an answer of a server has it. */
export function validateEntry(input: unknown): Checked<Entry> {
  if (!isObject(input)) return problem('', 'An entry must be an object');
  const { id, list, uses, lastUsed, version, ...rest } = input;
  const problems: Problem[] = [];
  const note = (field: string, message: string | undefined) => {
    if (message) problems.push({ field, message });
  };
  note('id', idProblem(id));
  note('list', listProblem(list));
  note('uses', countProblem(uses));
  note('lastUsed', lastUsed === null ? undefined : timeProblem(lastUsed));
  note('version', countProblem(version));
  const fields = validateFields(rest);
  if (!fields.ok) problems.push(...fields.problems);
  if (!fields.ok || problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      id: id as string,
      list: list as string,
      ...fields.value,
      uses: uses as number,
      lastUsed: lastUsed as string | null,
      version: version as number,
    },
  };
}
