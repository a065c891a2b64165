import { decodeCursor, encodeCursor } from '@wheelhouse/http-node';
import {
  MINE,
  type EntryList,
  type ListSettings,
  type ListWriters,
  type MenuEntry,
  type Page,
  type Sort,
} from '@wheelhouse/plugin-sshmenu-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type {
  AfterName,
  AfterUse,
  EntryPages,
  PagedEntry,
} from '../store/EntryPages';
import type { ListStore } from '../store/ListStore';
import {
  demandVisible,
  mayChangeWriters,
  ownKeyOf,
  rightOn,
  visibleLists,
} from './access';
import type { ListEvents } from './ListEvents';

/** The lists that somebody sees, and pages of what is in them. */
export class EntryLists {
  constructor(
    private readonly options: {
      lists: ListStore;
      pages: EntryPages;
      events: ListEvents;
    },
  ) {}

  async lists(who: AuthState): Promise<EntryList[]> {
    const visible = visibleLists(who);
    const rows = await this.options.lists.find(visible.map(({ key }) => key));
    return visible.map(({ list, key, title }) => {
      const row = rows.get(key);
      const writers = row?.writers ?? 'members';
      return {
        list,
        title,
        right: rightOn(who, list, writers),
        writers,
        mayChangeWriters: mayChangeWriters(who, list),
        entries: row?.entries ?? 0,
      };
    });
  }

  /** Says who may write a group's list. Administrators may, of their own tenant's groups, also where they see no entry. */
  async setWriters(
    who: AuthState,
    list: string,
    writers: ListWriters,
  ): Promise<ListSettings> {
    if (!mayChangeWriters(who, list)) {
      const seen = visibleLists(who).some(visible => visible.list === list);
      if (!seen) throw new NotFoundError('There is no such list');
      throw new NotAllowedError(
        list === MINE
          ? 'Your own list is written by you alone'
          : 'Only administrators say who writes a list; ask one of them',
      );
    }
    await this.options.lists.setWriters(list, writers);
    await this.options.events.writersChanged(list);
    return { list, writers };
  }

  /** A page of the entries that somebody sees, of one list or of all. */
  async entries(
    who: AuthState,
    query: {
      list?: string;
      search?: string;
      sort: Sort;
      limit: number;
      cursor?: string;
    },
  ): Promise<Page<MenuEntry>> {
    const visible =
      query.list === undefined
        ? visibleLists(who)
        : [demandVisible(who, query.list)];
    const rows = await this.options.lists.find(visible.map(({ key }) => key));
    const { sort, limit, search } = query;
    const wanted = {
      owner: ownKeyOf(who),
      keys: visible
        .map(({ key }) => key)
        .filter(key => (rows.get(key)?.entries ?? 0) > 0),
      search,
      // One more tells whether there is another page.
      limit: limit + 1,
    };
    const found =
      sort === 'name'
        ? await this.options.pages.byName({
            ...wanted,
            after: afterName(query.cursor),
          })
        : await this.#byUse({ ...wanted, cursor: query.cursor, sort });
    const items = found.slice(0, limit);
    const last = items[items.length - 1];
    return {
      items: items.map(({ entry }) => entry),
      ...(found.length > limit && { nextCursor: cursorAfter(last, sort) }),
    };
  }

  /** Those that were used first, and then the others by name. */
  async #byUse(query: {
    owner: string;
    keys: string[];
    search?: string;
    limit: number;
    cursor?: string;
    sort: Exclude<Sort, 'name'>;
  }): Promise<PagedEntry[]> {
    const { cursor, sort, limit } = query;
    const after = cursor === undefined ? {} : afterUse(cursor, sort);
    const used = after.name
      ? []
      : await this.options.pages.byUse({
          ...query,
          order: sort === 'recent' ? 'last_used' : 'frecency',
          after: after.use,
        });
    if (used.length === limit) return used;
    const others = await this.options.pages.byName({
      ...query,
      limit: limit - used.length,
      after: after.name,
      unused: true,
    });
    return [...used, ...others];
  }
}

function cursorAfter(last: PagedEntry, sort: Sort): string {
  const { nameKey, id, key } = last.byName;
  const rank = sort === 'recent' ? last.lastUsed : last.frecency;
  return sort === 'name' || rank === null
    ? encodeCursor(['name', nameKey, id, key])
    : encodeCursor([sort, rank, id, key]);
}

function afterName(cursor: string | undefined): AfterName | undefined {
  if (cursor === undefined) return undefined;
  const [, nameKey, id, key] = decodeCursor(cursor, [
    ...(['string', 'string', 'string', 'string'] as const),
  ]);
  return { nameKey, id, key };
}

function afterUse(
  cursor: string,
  sort: Exclude<Sort, 'name'>,
): { name?: AfterName; use?: AfterUse } {
  const [kind, rank, id, key] =
    sort === 'recent'
      ? decodeCursor(cursor, ['string', 'string', 'string', 'string'])
      : decodeUsed(cursor);
  return kind === sort
    ? { use: { rank, id, key } }
    : { name: { nameKey: String(rank), id, key } };
}

function decodeUsed(cursor: string): [string, string | number, string, string] {
  try {
    return decodeCursor(cursor, ['string', 'number', 'string', 'string']);
  } catch {
    return decodeCursor(cursor, ['string', 'string', 'string', 'string']);
  }
}
