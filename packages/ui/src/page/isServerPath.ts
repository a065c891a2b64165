/** Whether a path is answered by the server itself, such as the pages of API documentation, and not by a page of the app. */
export function isServerPath(path: string): boolean {
  return path.startsWith('/api/');
}
