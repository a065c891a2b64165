import { ResponseError } from '@backstage/errors';

/** What a client throws when the server refuses. */
export function refusal(
  status: number,
  message: string,
  requestId = 'request-1',
): Promise<ResponseError> {
  const body = {
    error: { name: 'SomeError', message },
    request: { method: 'GET', url: '/' },
    response: { statusCode: status },
    requestId,
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}
