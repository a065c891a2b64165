/** Where a connection goes, as it was written on a command line. */
export interface Destination {
  user?: string;
  host: string;
  /** Only an `ssh://` address carries one. */
  port?: string;
}

const ADDRESS =
  /^ssh:\/\/(?:([^@/]*)@)?(\[[0-9a-fA-F:.%]+\]|[^:/@]+)(?::([0-9]+))?\/?$/;

/** Reads `host`, `user@host` or `ssh://user@host:port`. What it finds is not yet checked. */
export function parseDestination(word: string): Destination {
  const address = ADDRESS.exec(word);
  if (address) {
    const [, user, host, port] = address;
    return {
      ...(user && { user: decode(user) }),
      host: host.replace(/^\[(.*)\]$/, '$1'),
      ...(port && { port }),
    };
  }
  // The last one counts, as it does for `ssh`: a user's name may hold an @, a host's cannot.
  const at = word.lastIndexOf('@');
  return at < 0
    ? { host: word }
    : { user: word.slice(0, at), host: word.slice(at + 1) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
