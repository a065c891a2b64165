import {
  EntryFilter,
  sortEntries,
  SORTS,
  type ListState,
  type MenuEntry,
  type Sort,
} from '@wheelhouse/plugin-sshmenu-common';

/** The tab on which the entries of all lists stand. */
export const ALL = '';

/** Which entries are shown, in which order, and which one is chosen. */
export class Listing {
  #all: MenuEntry[] = [];
  #lists: ListState[] = [];
  #tab = ALL;
  #sort: Sort;
  #typed = '';
  #shown: MenuEntry[] = [];
  #filter: EntryFilter<MenuEntry> | undefined;
  #selected = 0;
  #top = 0;

  constructor(sort: Sort) {
    this.#sort = sort;
  }

  /** The entries as they are now; what was chosen stays so where it still is. */
  replace(entries: readonly MenuEntry[], lists: readonly ListState[]): void {
    this.#lists = [...lists];
    if (!this.tabs.includes(this.#tab)) this.#tab = ALL;
    const chosen = this.selected;
    this.#all = sortEntries(entries, this.#sort);
    this.refresh(chosen);
  }

  /** Shows what is known to come first, until all is there. */
  preview(entries: readonly MenuEntry[], lists: readonly ListState[]): void {
    this.#lists = [...lists];
    this.#all = [...entries];
    this.#shown = [...entries];
  }

  /** All lists together, then each by itself; one alone needs no tabs. */
  get tabs(): string[] {
    return this.#lists.length > 1
      ? [ALL, ...this.#lists.map(({ list }) => list)]
      : [ALL];
  }

  get lists(): readonly ListState[] {
    return this.#lists;
  }

  /** How people call a list. */
  titleOf(list: string): string {
    return this.#lists.find(other => other.list === list)?.title ?? list;
  }

  get tab(): string {
    return this.#tab;
  }

  set tab(tab: string) {
    this.#tab = tab;
    this.refresh();
  }

  get sort(): Sort {
    return this.#sort;
  }

  get typed(): string {
    return this.#typed;
  }

  get shown(): readonly MenuEntry[] {
    return this.#shown;
  }

  /** How many there are where nothing is filtered away. */
  get total(): number {
    return this.#tab === ALL
      ? this.#all.length
      : this.#all.filter(({ list }) => list === this.#tab).length;
  }

  get selectedIndex(): number {
    return this.#selected;
  }

  get selected(): MenuEntry | undefined {
    return this.#shown[this.#selected];
  }

  /** The first one that is to be seen where there is room for so many. */
  topFor(rows: number): number {
    const last = Math.max(0, this.#shown.length - rows);
    if (this.#selected < this.#top) this.#top = this.#selected;
    if (this.#selected >= this.#top + rows) {
      this.#top = this.#selected - rows + 1;
    }
    this.#top = Math.min(this.#top, last);
    return this.#top;
  }

  nextTab(by: number): void {
    const { tabs } = this;
    const place = tabs.indexOf(this.#tab) + by + tabs.length;
    this.tab = tabs[place % tabs.length];
  }

  nextSort(): void {
    this.#sort = SORTS[(SORTS.indexOf(this.#sort) + 1) % SORTS.length];
    this.#all = sortEntries(this.#all, this.#sort);
    this.refresh();
  }

  type(text: string): void {
    if (text === this.#typed) return;
    this.#typed = text;
    this.#shown = this.filtered();
    this.#selected = 0;
  }

  select(index: number): void {
    this.#selected = Math.max(0, Math.min(index, this.#shown.length - 1));
  }

  selectEntry(entry: { list: string; id: string }): void {
    const index = this.#shown.findIndex(
      ({ list, id }) => list === entry.list && id === entry.id,
    );
    if (index >= 0) this.#selected = index;
  }

  private refresh(chosen?: MenuEntry): void {
    this.#filter = undefined;
    this.#shown = this.filtered();
    const before = this.#selected;
    this.#selected = 0;
    if (chosen) {
      // Where it is gone, what has taken its place.
      this.select(before);
      this.selectEntry(chosen);
    }
  }

  private filtered(): MenuEntry[] {
    const onTab =
      this.#tab === ALL
        ? this.#all
        : this.#all.filter(({ list }) => list === this.#tab);
    if (this.#typed.trim() === '') return onTab;
    this.#filter ??= new EntryFilter(onTab);
    return this.#filter.find(this.#typed);
  }
}
