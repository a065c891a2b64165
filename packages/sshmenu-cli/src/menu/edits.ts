import {
  fieldsOf,
  type EntryFields,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import type { Entries } from '../entries/Entries';

/** Something that was done, and how it is undone. */
export interface Done {
  told: string;
  undo(): string;
  /** The entry to stand on afterwards. */
  entry?: { list: string; id: string };
}

/** Changes of entries that can be taken back. */
export class Edits {
  #done: Done[] = [];

  constructor(private readonly entries: Entries) {}

  add(fields: EntryFields, list?: string): Done {
    const added = this.entries.add(fields, list);
    return this.push({
      told: `Added ${added.name}.`,
      entry: added,
      undo: () => {
        this.entries.delete(added);
        return `${added.name} is gone again.`;
      },
    });
  }

  edit(entry: MenuEntry, fields: EntryFields, told: string): Done {
    this.entries.edit(entry, fields);
    return this.push({
      told,
      entry,
      undo: () => {
        this.entries.edit(entry, fieldsOf(entry));
        return `${entry.name} is as it was.`;
      },
    });
  }

  delete(entry: MenuEntry): Done {
    this.entries.delete(entry);
    return this.push({
      told: `Deleted ${entry.name}. ^Z brings it back.`,
      undo: () => {
        this.entries.restore(entry, fieldsOf(entry));
        return `${entry.name} is back.`;
      },
    });
  }

  setOwnUser(entry: MenuEntry, user: string | null): Done {
    this.entries.setOwnUser(entry, user);
    return this.push({
      told:
        user === null
          ? `You are ${entry.user ?? 'whoever ssh takes'} on ${entry.name}.`
          : `You are ${user} on ${entry.name}, you alone.`,
      entry,
      undo: () => {
        this.entries.setOwnUser(entry, entry.ownUser ?? null);
        return `${entry.name} is as it was.`;
      },
    });
  }

  /** Takes back what was done last; undefined where nothing was. */
  undo(): string | undefined {
    return this.#done.pop()?.undo();
  }

  private push(done: Done): Done {
    this.#done.push(done);
    return done;
  }
}
