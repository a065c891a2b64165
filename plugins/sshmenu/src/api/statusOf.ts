/** The status that the server refused with; undefined where it did not answer, or for any other error. */
export function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number } | null)?.statusCode;
}
