import {
  applyChanges,
  type ClientChange,
  countUse,
  deleteEntry,
  dropRejected,
  editEntry,
  emptyMenu,
  entriesOf,
  type EntryFields,
  keyOf,
  type Menu,
  newEntry,
  type Rejection,
  type SyncResponse,
  useKeyOf,
} from '@wheelhouse/plugin-sshmenu-common';
import { sendAs } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
import { randomUUID } from 'node:crypto';

/** A machine with `s` on it: it changes what it has, offline, and exchanges it with the server when told to. */
export class Machine {
  menu: Menu = emptyMenu();
  cursor?: string;
  waiting: ClientChange[] = [];
  rejected: Rejection[] = [];
  /** A clock of its own. */
  now = () => new Date();

  constructor(
    private readonly portal: { url: string },
    readonly bearer: string,
    private readonly replica = randomUUID().replaceAll('-', '').slice(0, 12),
  ) {}

  add(fields: EntryFields, list = 'mine', id: string = randomUUID()): string {
    this.#change(newEntry({ list, id, replica: this.replica }, fields));
    return id;
  }

  edit(id: string, fields: Partial<EntryFields>): void {
    const entry = this.#entry(id);
    this.#change(
      editEntry(entry, { ...entry.fields, ...fields }, this.replica),
    );
  }

  delete(id: string): void {
    this.#change(deleteEntry(this.#entry(id)));
  }

  connect(id: string): void {
    const { list } = this.#entry(id);
    const place = { list, id, replica: this.replica, persona: 'laptop' };
    const before = this.menu.uses.get(useKeyOf(place));
    this.#change(countUse(before, place, this.now()));
  }

  /** One exchange, or as many as it takes. */
  async sync(): Promise<SyncResponse> {
    const sent = this.waiting.slice(0, 1_000);
    const answer = await sendAs(
      this.portal,
      this.bearer,
      'POST',
      '/api/sshmenu/sync',
      { cursor: this.cursor, changes: sent },
    );
    if (answer.status !== 200) {
      throw new Error(`sync: ${answer.status} ${answer.text}`);
    }
    const told: SyncResponse = answer.body;
    this.rejected.push(...told.rejected);
    this.menu = applyChanges(
      dropRejected(this.menu, sent, told.rejected),
      told.changes,
    );
    this.cursor = told.cursor;
    this.waiting = this.waiting.slice(sent.length);
    return told.more || this.waiting.length > 0 ? this.sync() : told;
  }

  /** What people see, in an order that does not depend on anything. */
  entries(list?: string) {
    return entriesOf(this.menu, list).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  names(list?: string): string[] {
    return this.entries(list)
      .map(({ name }) => name)
      .sort();
  }

  #entry(id: string) {
    for (const list of this.menu.lists.keys()) {
      const entry = this.menu.entries.get(keyOf({ list, id }));
      if (entry?.type === 'entry') return entry;
    }
    throw new Error(`no entry ${id}`);
  }

  #change(change: ClientChange) {
    this.menu = applyChanges(this.menu, [change]);
    this.waiting.push(change);
  }
}
