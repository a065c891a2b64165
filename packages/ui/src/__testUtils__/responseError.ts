import { ResponseError } from '@backstage/errors';

/** What a failed request of the portal throws. */
export function responseError(
  status: number,
  message: string,
  requestId = 'req-1',
) {
  const body = {
    error: { name: 'SomeError', message },
    request: { method: 'GET', url: '/' },
    response: { statusCode: status },
    requestId,
  };
  return ResponseError.fromResponse({
    ok: false,
    status,
    statusText: '',
    url: '',
    text: async () => JSON.stringify(body),
    headers: new Headers({ 'content-type': 'application/json' }),
    json: async () => body,
  } as unknown as Response);
}
