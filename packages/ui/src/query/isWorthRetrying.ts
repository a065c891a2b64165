/** Whether asking again may help: the network failed, or the server did; never when it refused. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof Error && error.name === 'ResponseError') {
    return (error as Error & { statusCode?: number }).statusCode! >= 500;
  }
  return error instanceof TypeError;
}
