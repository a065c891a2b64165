/** Entries as they are read page by page, and what becomes of them when single ones change. */
import type { InfiniteData } from '@tanstack/react-query';
import {
  keyOf,
  type MenuEntry,
  type Page,
  type Sort,
} from '@wheelhouse/plugin-sshmenu-common';
import type { EntryPlace } from './sshmenuApi';

/** Where a page begins, and in which order the pages are read. */
export interface PagePlace {
  sort: Sort;
  cursor?: string;
}

export type EntryPages = InfiniteData<Page<MenuEntry>, PagePlace>;

/** All entries of the pages. One that moved while they were read may stand in two of them; the later one counts. */
export function entriesIn(pages: readonly Page<MenuEntry>[]): MenuEntry[] {
  const byKey = new Map<string, MenuEntry>();
  for (const { items } of pages)
    for (const entry of items) byKey.set(keyOf(entry), entry);
  return [...byKey.values()];
}

/** Puts an entry in its place; a new one at the end. */
export function putEntry(data: EntryPages, entry: MenuEntry): EntryPages {
  const key = keyOf(entry);
  let found = false;
  const pages = data.pages.map(page => {
    if (!page.items.some(item => keyOf(item) === key)) return page;
    found = true;
    return {
      ...page,
      items: page.items.map(item => (keyOf(item) === key ? entry : item)),
    };
  });
  if (!found) {
    const last = pages.length - 1;
    pages[last] = { ...pages[last], items: [...pages[last].items, entry] };
  }
  return { ...data, pages };
}

export function removeEntry(data: EntryPages, place: EntryPlace): EntryPages {
  const key = keyOf(place);
  return {
    ...data,
    pages: data.pages.map(page => ({
      ...page,
      items: page.items.filter(item => keyOf(item) !== key),
    })),
  };
}
