import {
  type ClientChange,
  describeProblems,
  type DeletedState,
  type EntryState,
  type OwnUserState,
  type Rejection,
  type UseState,
  validateClientChange,
} from '@wheelhouse/plugin-sshmenu-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import type { ChangeStore } from '../store/ChangeStore';
import type { ListStore } from '../store/ListStore';
import {
  mayKeepOwn,
  ownKeyOf,
  rightOn,
  type VisibleList,
  visibleLists,
} from './access';
import { Answer } from './Answer';
import type { ListEvents } from './ListEvents';
import type { Personal } from './Personal';
import { readSyncCursor, type SyncCursor, writeSyncCursor } from './SyncCursor';
import { EntryTaker } from './takeEntries';

/** What a machine sends that is well-formed, with its place in what it sent. */
interface Sent<T extends ClientChange = ClientChange> {
  index: number;
  change: T;
  key: string;
}

/** What was taken of what a machine sent. */
export interface Taken {
  rejected: Rejection[];
  /** How many entries changed, by the list; what is personal is not counted. */
  changed: Map<string, number>;
}

/** The exchange of a machine with the server. */
export class Sync {
  constructor(
    private readonly options: {
      lists: ListStore;
      changes: ChangeStore;
      personal: Personal;
      events: ListEvents;
      maxEntries: number;
      now?: () => Date;
    },
  ) {}

  /** Takes up what a machine tells. What is wrong with one change is no matter of the others. */
  async take(who: AuthState, changes: readonly unknown[]): Promise<Taken> {
    const rejected: Rejection[] = [];
    // Most exchanges only ask.
    if (changes.length === 0) return { rejected, changed: new Map() };
    const byKey = new Map<string, Sent<EntryState | DeletedState>[]>();
    const own: Sent<UseState | OwnUserState>[] = [];
    const visible = new Map(visibleLists(who).map(list => [list.list, list]));
    for (const [index, input] of changes.entries()) {
      const checked = validateClientChange(input);
      if (!checked.ok) {
        const message = describeProblems(checked.problems.slice(0, 10));
        rejected.push({ index, ...placeIn(input), reason: 'invalid', message });
        continue;
      }
      const change = checked.value;
      const list = visible.get(change.list);
      if (!list) {
        rejected.push(
          reject(index, change, 'not-found', 'There is no such list'),
        );
      } else if (change.type === 'use' || change.type === 'ownUser') {
        own.push({ index, change, key: list.key });
      } else {
        const sent = byKey.get(list.key) ?? [];
        sent.push({ index, change, key: list.key });
        byKey.set(list.key, sent);
      }
    }
    const changed = new Map<string, number>();
    for (const [key, sent] of byKey) {
      const ids = await this.#takeEntries(who, key, sent, rejected);
      if (ids.length > 0) changed.set(sent[0].change.list, ids.length);
    }
    if (own.length > 0) await this.#takeOwn(who, own, rejected);
    rejected.sort((a, b) => a.index - b.index);
    return { rejected, changed };
  }

  async #takeEntries(
    who: AuthState,
    key: string,
    sent: Sent<EntryState | DeletedState>[],
    rejected: Rejection[],
  ): Promise<string[]> {
    const ids = await this.options.lists.locked(key, async list => {
      const mayWrite =
        rightOn(who, sent[0].change.list, list.writers) === 'write';
      const taker = await EntryTaker.create(
        list,
        [...new Set(sent.map(({ change }) => change.id))],
        { mayWrite, maxEntries: this.options.maxEntries },
      );
      for (const { index, change } of sent) {
        const refused = taker.take(change);
        if (refused) {
          const { list: name, id } = change;
          rejected.push({ index, list: name, id, ...refused });
        }
      }
      return [...taker.changed];
    });
    await this.options.events.changed(key, ids);
    return ids;
  }

  async #takeOwn(
    who: AuthState,
    sent: Sent<UseState | OwnUserState>[],
    rejected: Rejection[],
  ): Promise<void> {
    const { lists, personal, changes, events } = this.options;
    const now = this.options.now?.() ?? new Date();
    const owner = ownKeyOf(who);
    const alive = await changes.aliveAmong(
      sent.map(({ key, change }) => ({ key, id: change.id })),
    );
    const used = await lists.locked(owner, async own => {
      const ids: string[] = [];
      for (const { index, change, key } of sent) {
        if (!mayKeepOwn(who, change.list)) {
          rejected.push(
            reject(index, change, 'read-only', 'This key may only read'),
          );
          continue;
        }
        if (!alive.has(`${key} ${change.id}`)) {
          rejected.push(
            reject(index, change, 'not-found', 'There is no such entry'),
          );
          continue;
        }
        const place = { owner, listKey: key, id: change.id };
        const news =
          change.type === 'use'
            ? await personal.takeUse(own, place, change, now)
            : await personal.takeOwnUser(own, place, change);
        if (news) ids.push(change.id);
      }
      return ids;
    });
    await events.used(owner, used);
  }

  /** What a machine has not heard of, as the JSON of a `SyncResponse` without what was rejected. */
  async tell(
    who: AuthState,
    cursorText: string | undefined,
  ): Promise<{ cursor: string; changes: string[]; more: boolean }> {
    const owner = ownKeyOf(who);
    const cursor = readSyncCursor(cursorText, owner);
    const visible = visibleLists(who);
    const rows = await this.options.lists.find([
      ...new Set([owner, ...visible.map(({ key }) => key)]),
    ]);
    const answer = new Answer();
    const read: SyncCursor = { owner, lists: new Map(), personal: 0 };
    let newlyVisible = false;
    for (const { list, key, title } of visible) {
      const row = rows.get(key);
      const before = cursor.lists.get(list);
      const right = rightOn(who, list, row?.writers ?? 'members');
      if (before?.right !== right) {
        answer.say({ type: 'list', list, title, right });
      }
      if (!before) newlyVisible = true;
      // A database that was put back from a copy knows less than what was told.
      const last = row?.seq ?? 0;
      const from = before && before.seq <= last ? before.seq : 0;
      read.lists.set(list, { seq: from, right });
    }
    for (const list of cursor.lists.keys()) {
      if (!read.lists.has(list)) answer.say({ type: 'gone', list });
    }
    for (const { list, key } of visible) {
      const told = read.lists.get(list)!;
      told.seq = await answer.read(
        told.seq,
        rows.get(key)?.seq ?? 0,
        (after, limit) => this.options.changes.ofList(key, after, limit),
      );
    }
    const ownSeq = rows.get(owner)?.seq ?? 0;
    // What is one's own on a list's entries comes again with the list.
    const from = newlyVisible || cursor.personal > ownSeq ? 0 : cursor.personal;
    read.personal = await this.#tellPersonal(
      answer,
      visible,
      owner,
      from,
      ownSeq,
    );
    return {
      cursor: writeSyncCursor(read),
      changes: answer.texts,
      more: answer.full,
    };
  }

  #tellPersonal(
    answer: Answer,
    visible: VisibleList[],
    owner: string,
    from: number,
    to: number,
  ): Promise<number> {
    const keys = new Set(visible.map(({ key }) => key));
    return answer.read(from, to, async (after, limit) =>
      (await this.options.changes.ofPerson(owner, after, limit)).map(change =>
        keys.has(change.key) ? change : { seq: change.seq },
      ),
    );
  }
}

function reject(
  index: number,
  { list, id }: ClientChange,
  reason: Rejection['reason'],
  message: string,
): Rejection {
  return { index, list, id, reason, message };
}

/** Where a change that is refused as a whole says that it belongs, if that can be said again. */
function placeIn(input: unknown): Pick<Rejection, 'list' | 'id'> {
  const checked = validateClientChange({ type: 'deleted', ...pick(input) });
  return checked.ok ? { list: checked.value.list, id: checked.value.id } : {};
}

function pick(input: unknown) {
  const { list, id } = (input ?? {}) as Record<string, unknown>;
  return { list, id };
}
