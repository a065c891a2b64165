import { ServerResponse } from 'node:http';

/** Answers with a JSON body. */
export function sendJson(
  response: ServerResponse,
  code: number,
  body: unknown,
  type = 'application/json',
): void {
  response.writeHead(code, { 'content-type': type });
  response.end(`${JSON.stringify(body)}\n`);
}
