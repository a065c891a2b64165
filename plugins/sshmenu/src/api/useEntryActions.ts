import { useApi } from '@backstage/frontend-plugin-api';
import {
  type EntryFields,
  fieldsOf,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import { randomId } from '@wheelhouse/ui';
import { useMemo } from 'react';
import { useDone } from '../done/DoneProvider';
import { type SshMenuApi, sshmenuApiRef, StaleEntryError } from './sshmenuApi';
import { type EntriesCache, useEntriesCache } from './useEntriesCache';

/** Everything that can be done with entries. What is done is told at the foot of the page, where it can be undone. */
export type EntryActions = ReturnType<typeof actionsOver>;

export function useEntryActions(): EntryActions {
  const api = useApi(sshmenuApiRef);
  const cache = useEntriesCache();
  const done = useDone();
  return useMemo(() => actionsOver(api, cache, done), [api, cache, done]);
}

function actionsOver(
  api: SshMenuApi,
  cache: EntriesCache,
  done: ReturnType<typeof useDone>,
) {
  const shown = (entry: MenuEntry) => {
    cache.put(entry);
    cache.readListsAgain();
    return entry;
  };
  const gone = (entry: MenuEntry) => {
    cache.remove(entry);
    cache.readListsAgain();
  };
  const takeAway = async (entry: MenuEntry) => {
    await api.deleteEntry(entry);
    gone(entry);
  };
  /** What is deleted stays deleted: it comes back as a new entry that is the same in all that one sees. */
  const bringBack = async (entry: MenuEntry) => {
    const { list } = entry;
    shown(await api.addAgain(entry, { list, id: randomId() }));
  };

  /** @throws what the server refuses; forms show it. */
  const add = async (list: string, id: string, fields: EntryFields) => {
    const added = shown(await api.addEntry({ list, id }, fields));
    done.tell(`Added ${added.name}.`, async () => {
      await takeAway(added);
      return `${added.name} is gone again.`;
    });
    return added;
  };

  /** @throws StaleEntryError where it is no longer as it was; and what the server refuses. */
  const change = async (
    before: MenuEntry,
    fields: EntryFields,
    told = `Changed ${fields.name}.`,
  ) => {
    const changed = shown(await api.changeEntry(before, fields));
    done.tell(told, async () => {
      shown(await api.changeEntry(changed, fieldsOf(before)));
      return `${before.name} is as it was.`;
    });
    return changed;
  };

  const remove = async (entry: MenuEntry) => {
    cache.remove(entry);
    try {
      await takeAway(entry);
      done.tell(`Deleted ${entry.name}.`, async () => {
        await bringBack(entry);
        return `${entry.name} is back.`;
      });
    } catch (error) {
      cache.put(error instanceof StaleEntryError ? error.current : entry);
      done.fail(`${entry.name} was not deleted.`, error);
    }
  };

  const pin = async (entry: MenuEntry) => {
    const pinned = entry.pinned ? undefined : true;
    const fields = { ...fieldsOf(entry), pinned };
    try {
      await change(
        entry,
        fields,
        pinned
          ? `${entry.name} stands at the top.`
          : `${entry.name} is no longer pinned.`,
      );
    } catch (error) {
      if (error instanceof StaleEntryError) cache.put(error.current);
      done.fail(`${entry.name} was not changed.`, error);
    }
  };

  /** Into another list: a copy, or the entry itself. @throws what the server refuses. */
  const share = async (
    entry: MenuEntry,
    to: { list: string; title: string },
    how: 'copy' | 'move',
  ) => {
    const place = { list: to.list, id: randomId() };
    if (how === 'copy') {
      // What somebody holds on to in their own list need not stand at the top for all.
      const fields = { ...fieldsOf(entry), pinned: undefined };
      const copy = shown(await api.addEntry(place, fields));
      done.tell(`Copied ${entry.name} into ${to.title}.`, async () => {
        await takeAway(copy);
        return `${entry.name} is no longer in ${to.title}.`;
      });
      return;
    }
    const moved = shown(
      await api.addAgain({ ...entry, pinned: undefined }, place),
    );
    try {
      await takeAway(entry);
    } catch (error) {
      await takeAway(moved);
      throw error;
    }
    done.tell(`Moved ${entry.name} into ${to.title}.`, async () => {
      await bringBack(entry);
      await takeAway(moved);
      return `${entry.name} is where it was.`;
    });
  };

  /** @throws what the server refuses. */
  const chooseUser = async (entry: MenuEntry, user: string | null) => {
    const before = entry.ownUser ?? null;
    cache.put(await api.chooseUser(entry.id, user));
    const whoever = entry.user ?? 'whoever ssh takes';
    done.tell(
      user === null
        ? `You are ${whoever} on ${entry.name}.`
        : `You are ${user} on ${entry.name}, you alone.`,
      async () => {
        cache.put(await api.chooseUser(entry.id, before));
        return `You are ${before ?? whoever} on ${entry.name} again.`;
      },
    );
  };

  return { add, change, remove, pin, share, chooseUser };
}
