const ERROR = 'signin_error';

/** The id of what went wrong in a sign-in that came back here. */
export function readSignInError(search: string): string | null {
  return new URLSearchParams(search).get(ERROR);
}

/** The path, query and hash to come back to after signing in: this page, without what went wrong before. */
export function returnPath(location: {
  pathname: string;
  search: string;
  hash: string;
}): string {
  const query = new URLSearchParams(location.search);
  query.delete(ERROR);
  const text = query.toString();
  return `${location.pathname}${text && `?${text}`}${location.hash}`;
}
