/** A value in one line, for a list. */
export function summariseValue(value: unknown): string {
  if (typeof value === 'string') return value || '(empty)';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return JSON.stringify(value) ?? '';
}

/** A value as people read JSON. */
export function printValue(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? '';
}

/** What a text of JSON stands for, or what is wrong with it. */
export function parseValue(
  text: string,
): { value: unknown; problem?: undefined } | { problem: string } {
  if (!text.trim()) return { problem: 'Fill this in, for example with null.' };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return {
      problem: `This is not JSON: ${(error as Error).message}`,
    };
  }
}
