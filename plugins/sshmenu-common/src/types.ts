/**
 * What `/api/sshmenu` answers, and what a machine keeps. The OpenAPI document of the plugin is generated from these types,
 * so the comments here are what its readers see. Times are ISO 8601 in UTC, with milliseconds and `Z`.
 */

/** What people write about a place to connect to. It never holds a password, a key or an option that runs something. */
export interface EntryFields {
  /**
   * What people call it, e.g. `web`.
   * @maxLength 64
   */
  name: string;
  /**
   * A host name or an address; IPv6 with or without brackets.
   * @maxLength 255
   */
  host: string;
  /**
   * The user name there; absent: whatever `ssh` takes.
   * @maxLength 64
   */
  user?: string;
  /**
   * 1 to 65535; absent: whatever `ssh` takes.
   * @asType integer
   */
  port?: number;
  /**
   * The hosts to go through, as for `ssh -J`: `[user@]host[:port]`, with commas between several.
   * @maxLength 1024
   */
  jump?: string;
  /**
   * Ports to forward: `L [bind:]port:host:port`, `R [bind:]port:host:port`, `D [bind:]port` or `R [bind:]port`.
   * @maxItems 32
   */
  forwards?: string[];
  /**
   * Words to find it by.
   * @maxItems 20
   */
  tags?: string[];
  /**
   * Some lines for people.
   * @maxLength 2000
   */
  note?: string;
  /** Stands at the top of the menu. */
  pinned?: boolean;
}

/** A place to connect to, in a list. */
export interface Entry extends EntryFields {
  /** Made by whoever adds the entry; never used again. */
  id: string;
  /** `mine`, or the group whose list it is in: `group:acme/ops`. An entry stays in its list. */
  list: string;
  /**
   * How often the caller connected, from all of their machines.
   * @asType integer
   */
  uses: number;
  /** When the caller last connected; null: not yet. */
  lastUsed: string | null;
  /**
   * Counts up at each change of the entry; sent as `If-Match`. 0: the server does not have it yet.
   * @asType integer
   */
  version: number;
}

/** An entry as the caller sees it. */
export interface MenuEntry extends Entry {
  /** The user name that the caller takes instead of `user`, which others do not see. */
  ownUser?: string;
  /** Where the caller last connected from. */
  lastUsedFrom?: string;
}

/** Who may write a group's list. */
export type ListWriters = 'members' | 'admins';

/** A list that the caller sees. */
export interface EntryList {
  /** `mine` or `group:acme/ops`. */
  list: string;
  /** What people call it. */
  title: string;
  /** What the caller may do with its entries. */
  right: ListRight;
  /** Who may write it; `mine` is written by its owner alone. */
  writers: ListWriters;
  /** Whether the caller may change who writes it. */
  mayChangeWriters: boolean;
  /**
   * How many entries it has.
   * @asType integer
   */
  entries: number;
}

export type ListRight = 'read' | 'write';

/** A page of a list. */
export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** How a group's list is set. */
export interface ListSettings {
  list: string;
  writers: ListWriters;
}

/** The answer 412: the entry has changed since it was read. */
export interface StaleEntry {
  error: { name: string; message: string };
  request: { method: string; url: string };
  response: { statusCode: number };
  requestId?: string;
  /** The entry as it is now. */
  current: MenuEntry;
}
