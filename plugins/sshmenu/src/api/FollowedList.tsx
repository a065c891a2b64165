import { useApi } from '@backstage/frontend-plugin-api';
import {
  type LiveEvent,
  useLiveChannel,
  useLiveQueries,
} from '@wheelhouse/plugin-live';
import {
  type EntriesChangedEvent,
  liveChannelOf,
} from '@wheelhouse/plugin-sshmenu-common';
import { statusOf } from '@wheelhouse/ui';
import { useEffect, useRef } from 'react';
import { ALL, sshmenuKeys } from './queries';
import { sshmenuApiRef } from './sshmenuApi';
import { useEntriesCache } from './useEntriesCache';

/** Events within this time are looked at together, in milliseconds. */
const GATHER = 200;
/** Of more entries than this, the list is read again. */
const READ_SINGLY = 20;

/** Keeps a list current: the entries that changed are read again, and not ten thousand others with them. */
export function FollowedList(props: { list: string; myRef: string }): null {
  const { list, myRef } = props;
  const channel = liveChannelOf(list, myRef);
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  const readOne = useReadOne(list);
  const readWaiting = () => {
    timer.current = undefined;
    const ids = [...waiting.current];
    waiting.current.clear();
    ids.forEach(id => void readOne(id));
  };

  const entries = [sshmenuKeys.entriesOf(list), sshmenuKeys.entriesOf(ALL)];
  useLiveQueries(channel, [sshmenuKeys.lists, ...entries], event => {
    // How often one connected changes no list.
    const lists = event.type === 'used' ? [] : [sshmenuKeys.lists];
    if (event.type === 'writers-changed' || isNamed(event)) return lists;
    return event.type === 'used'
      ? [sshmenuKeys.entries]
      : [...lists, ...entries];
  });
  const { readListsAgain } = useEntriesCache();
  useLiveChannel(channel, {
    onEvent: event => {
      if (!isNamed(event)) return;
      idsOf(event).forEach(id => waiting.current.add(id));
      timer.current ??= setTimeout(readWaiting, GATHER);
    },
    // One is no longer in the group.
    onRefused: readListsAgain,
  });
  return null;
}

/** Reads one entry into the lists; one that is gone is taken out of them. */
function useReadOne(list: string) {
  const api = useApi(sshmenuApiRef);
  const cache = useEntriesCache();
  return async (id: string) => {
    try {
      cache.put(await api.getEntry(id));
    } catch (error) {
      if (statusOf(error) === 404) cache.remove({ list, id });
      else cache.readAgain(list);
    }
  };
}

function idsOf(event: LiveEvent): string[] {
  return (event.data as EntriesChangedEvent).ids ?? [];
}

function isNamed(event: LiveEvent): boolean {
  const { length } = idsOf(event);
  return length > 0 && length <= READ_SINGLY;
}
