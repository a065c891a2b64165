/**
 * Fields of Kubernetes' objects. They come from API servers, which may send anything: what is not of the expected type counts
 * as absent.
 */

export type Loose = Record<string, unknown>;

export const objectOf = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Loose)
    : {};
export const listOf = (value: unknown): Loose[] =>
  Array.isArray(value) ? value.map(objectOf) : [];
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
/** Argo Rollouts write their observed generation as text. */
export const numberOf = (value: unknown, otherwise = 0): number => {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number)
    ? number
    : otherwise;
};

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

export function readConditions(value: unknown): Condition[] {
  return listOf(value).map(condition => ({
    type: textOf(condition.type) ?? '',
    status: textOf(condition.status) ?? '',
    reason: textOf(condition.reason),
    message: textOf(condition.message),
  }));
}
