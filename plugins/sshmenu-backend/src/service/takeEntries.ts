/** How the entries that a machine tells are taken up into a list, which is locked meanwhile. */
import {
  countOf,
  type DeletedState,
  type EntryState,
  mergeEntries,
  type RejectionReason,
  sameEntry,
  stampsIn,
} from '@wheelhouse/plugin-sshmenu-common';
import type { LockedList, StoredEntry } from '../store/LockedList';

/** So many changes of one entry nobody makes between two exchanges; a count beyond would shut others out of it. */
const MAX_AHEAD = 10_000;

/** For each entry that a list can have, so many that were deleted are remembered. */
const REMEMBERED = 10;

/** A change that was not taken. */
export interface Refusal {
  reason: RejectionReason;
  message: string;
  current?: EntryState | DeletedState;
}

/** Takes the entries that somebody tells, one after the other. */
export class EntryTaker {
  /** Ids of those that were changed. */
  readonly changed = new Set<string>();

  private constructor(
    private readonly list: LockedList,
    private readonly known: Map<string, StoredEntry>,
    private readonly options: { mayWrite: boolean; maxEntries: number },
  ) {}

  static async create(
    list: LockedList,
    ids: readonly string[],
    options: { mayWrite: boolean; maxEntries: number },
  ): Promise<EntryTaker> {
    return new EntryTaker(list, await list.find(ids), options);
  }

  /** Undefined: it is taken, or says nothing new. */
  take(state: EntryState | DeletedState): Refusal | undefined {
    const before = this.known.get(state.id);
    const current = before?.state;
    const merged = current ? mergeEntries(current, state) : state;
    const news = !current || !sameEntry(merged, current);
    if (!news) {
      return current.type === 'deleted' && state.type === 'entry'
        ? refusal(
            'deleted',
            'It was deleted elsewhere; add it again as a new entry to keep it',
            current,
          )
        : undefined;
    }
    if (!this.options.mayWrite) {
      return refusal(
        'read-only',
        'You may see this list, not change it',
        current,
      );
    }
    if (state.type === 'entry' && tooFarAhead(state, current)) {
      return refusal(
        'stamp',
        'Its count of changes is too far ahead of what the server knows',
        current,
      );
    }
    const { maxEntries } = this.options;
    if (
      (!current && this.list.rows >= maxEntries * (REMEMBERED + 1)) ||
      (state.type === 'entry' && !current && this.list.entries >= maxEntries)
    ) {
      return refusal('full', `A list has at most ${maxEntries} entries`);
    }
    this.known.set(state.id, this.list.put(merged, before));
    this.changed.add(state.id);
    return undefined;
  }
}

function tooFarAhead(
  state: EntryState,
  current: EntryState | DeletedState | undefined,
): boolean {
  const highest = (entry: EntryState) =>
    Math.max(...stampsIn(entry).map(countOf));
  const known = current?.type === 'entry' ? highest(current) : 0;
  return highest(state) > known + MAX_AHEAD;
}

function refusal(
  reason: RejectionReason,
  message: string,
  current?: EntryState | DeletedState,
): Refusal {
  return { reason, message, ...(current && { current }) };
}
