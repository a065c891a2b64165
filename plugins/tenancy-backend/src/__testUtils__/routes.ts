import type { Answer } from './TestBrowser';

/** An OpenAPI document, as far as the tests of all routes read it. */
export interface RoutesDocument {
  paths: Record<string, Record<string, object>>;
}

/** The routes of a document: `GET /things/{id}`. */
export function routeNames(document: RoutesDocument): string[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map(method => `${method.toUpperCase()} ${path}`),
  );
}

/** What is left of an answer when what differs by its nature is taken out. */
export function essence(answer: Answer, id: string) {
  const headers = Object.fromEntries(answer.headers);
  for (const name of ['date', 'x-request-id', 'content-length', 'etag']) {
    delete headers[name];
  }
  const text = answer.text
    .replaceAll(id, 'ID')
    .replace(/"requestId":"[^"]+"/, '');
  return { status: answer.status, headers, text };
}
