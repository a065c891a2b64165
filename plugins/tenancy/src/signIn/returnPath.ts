/** The path, query and hash to come back to after signing in: this page. */
export function returnPath(location: {
  pathname: string;
  search: string;
  hash: string;
}): string {
  return `${location.pathname}${location.search}${location.hash}`;
}
