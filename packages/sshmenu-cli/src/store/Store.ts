import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  applyChanges,
  emptyMenu,
  entriesOf,
  type ClientChange,
} from '@wheelhouse/plugin-sshmenu-common';
import {
  hasCode,
  readIfThere,
  removeIfThere,
  TEMPORARY,
  writeWhole,
} from './files';
import { whileLocked } from './lock';
import {
  changeKeyOf,
  FORMAT,
  isChange,
  type Kept,
  NewerFormatError,
  readNamed,
  readSnapshot,
  writeSnapshot,
} from './snapshot';

/** A menu of 100,000 entries stays below it. */
const MOST_BYTES = 128 * 2 ** 20;
/** So many files of changes are quick to read at each start. */
const MANY_CHANGES = 24;
/** What a killed process has left is removed after so long, in milliseconds. */
const LEFT_OVER = 3_600_000;

/** What is kept, and what people must be told of it. */
export interface Loaded extends Kept {
  /** In sentences: what could not be read, and where it was put. */
  warnings: string[];
  /** Files of changes that the snapshot does not hold yet. */
  waiting: string[];
}

/**
 * The menu on this machine.
 *
 * `menu.json` is a snapshot; each change since then is a file of its own in `changes/`. Terminals add changes without
 * asking each other. Only folding them into a new snapshot needs the lock, and whoever cannot have it leaves that to a
 * later time. Taking up a change twice makes no difference, so that a kill between any two steps loses nothing.
 */
export class Store {
  readonly #snapshot: string;
  readonly #changes: string;
  readonly #lock: string;
  #written = 0;

  constructor(readonly folder: string) {
    this.#snapshot = join(folder, 'menu.json');
    this.#changes = join(folder, 'changes');
    this.#lock = join(folder, 'menu.lock');
  }

  /** The folders in which something happens when it changes. */
  get folders(): string[] {
    return [this.folder, this.#changes];
  }

  /**
   * Reads everything. What is corrupt is set aside, never deleted.
   * @param name Where entries have this name, no others need to be read.
   */
  load(name?: string): Loaded {
    const warnings: string[] = [];
    // Changes first: what is folded in between is then in the snapshot.
    const waiting = this.waiting();
    const changes = waiting.flatMap(file => this.readChanges(file, warnings));
    const few = name === undefined ? undefined : this.readFew(name, changes);
    const kept = few ?? withChanges(this.readSnapshot(warnings), changes);
    return { ...kept, warnings, waiting };
  }

  /** The files of changes since the snapshot, oldest first. */
  waiting(): string[] {
    try {
      return readdirSync(this.#changes)
        .filter(name => name.endsWith('.json'))
        .sort();
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
      throw error;
    }
  }

  /** Adds changes that somebody made here. They are kept when it returns. */
  record(changes: readonly ClientChange[]): string {
    this.#written += 1;
    const time = Date.now().toString(36).padStart(9, '0');
    const name = `${time}-${process.pid}-${this.#written}.json`;
    writeWhole(
      join(this.#changes, name),
      JSON.stringify({ format: FORMAT, changes }),
      { durable: false },
    );
    return name;
  }

  /** Whether so many changes stand beside the snapshot that each start takes longer. */
  hasMany(): boolean {
    return this.waiting().length > MANY_CHANGES;
  }

  /** Folds the changes into the snapshot where there are many. */
  tidy(): void {
    if (this.hasMany()) this.fold();
  }

  /**
   * Writes a new snapshot of all that is kept, or of what `update` makes of it, and removes what it holds.
   * @returns what is kept now; undefined where another terminal is at it
   */
  fold(update: (kept: Kept) => Kept = kept => kept): Kept | undefined {
    mkdirSync(this.#changes, { recursive: true, mode: 0o700 });
    return whileLocked(this.#lock, stillOurs => {
      const loaded = this.load();
      const kept = update(loaded);
      const text = writeSnapshot(kept);
      if (!stillOurs()) return undefined;
      writeWhole(this.#snapshot, text, { durable: true });
      for (const name of loaded.waiting) {
        removeIfThere(join(this.#changes, name));
      }
      this.removeLeftOvers();
      return kept;
    });
  }

  /** What tells this state of the files from every other one; equal only where nothing was written in between. */
  mark(): string {
    let snapshot = 'none';
    try {
      const { ino, size, mtimeNs } = statSync(this.#snapshot, { bigint: true });
      snapshot = `${ino} ${size} ${mtimeNs}`;
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
    return [snapshot, ...this.waiting()].join('\n');
  }

  /** The entries of one name; undefined where there are none, or only reading everything tells. */
  private readFew(
    name: string,
    changes: readonly ClientChange[],
  ): Kept | undefined {
    const changed = new Set(changes.map(({ id }) => id));
    try {
      const text = readIfThere(this.#snapshot, MOST_BYTES);
      const kept = text && readNamed(text, name, changed);
      if (!kept) return undefined;
      const few = withChanges(kept, changes);
      const found = entriesOf(few.menu).some(
        entry => entry.name === name && few.menu.lists.has(entry.list),
      );
      return found ? few : undefined;
    } catch {
      // Reading everything says what is wrong with it.
      return undefined;
    }
  }

  private readSnapshot(warnings: string[]): Kept {
    try {
      const text = readIfThere(this.#snapshot, MOST_BYTES);
      if (text !== undefined) return readSnapshot(text, this.#snapshot);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      warnings.push(setAside(this.#snapshot, error));
    }
    return { menu: emptyMenu(), unsent: new Set() };
  }

  private readChanges(name: string, warnings: string[]): ClientChange[] {
    const file = join(this.#changes, name);
    try {
      const text = readIfThere(file, MOST_BYTES);
      // Another terminal has folded it into the snapshot, which is read next.
      if (text === undefined) return [];
      const { format, changes } = JSON.parse(text);
      if (format > FORMAT) throw new NewerFormatError(file);
      if (!Array.isArray(changes) || !changes.every(isChange)) {
        throw new SyntaxError('It does not hold changes');
      }
      return changes;
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      warnings.push(setAside(file, error));
      return [];
    }
  }

  private removeLeftOvers(): void {
    for (const folder of [this.folder, this.#changes]) {
      for (const name of readdirSync(folder)) {
        if (!name.endsWith(TEMPORARY)) continue;
        const file = join(folder, name);
        const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {};
        if (mtimeMs && Date.now() - mtimeMs > LEFT_OVER) removeIfThere(file);
      }
    }
  }
}

/** What is kept after changes of this machine. */
export function withChanges(
  kept: Kept,
  changes: readonly ClientChange[],
): Kept {
  // Of a list that was taken away nothing comes back.
  const taken = changes.filter(({ list }) => kept.menu.lists.has(list));
  if (taken.length === 0) return kept;
  return {
    ...kept,
    menu: applyChanges(kept.menu, taken),
    unsent: new Set([...kept.unsent, ...taken.map(changeKeyOf)]),
  };
}

/** Whether the file itself is at fault, and not the disk, the rights or this program's age. */
function isCorrupt(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof RangeError;
}

function setAside(file: string, error: unknown): string {
  const place = `${file}.corrupt-${Date.now()}`;
  const reason = (error as Error).message;
  try {
    renameSync(file, place);
  } catch {
    return `${file} is corrupt (${reason}) and could not be set aside.`;
  }
  return `${file} was corrupt (${reason}). It is now ${place}.`;
}
