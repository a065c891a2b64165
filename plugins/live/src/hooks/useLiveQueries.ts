import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { LiveEvent } from '../api/liveApi';
import { Rereading } from './Rereading';
import { useLiveChannel } from './useLiveChannel';

/**
 * Reads queries again when something happens on a channel, and whenever something may have been missed.
 *
 * @param affected - which queries an event is about; all that are named, where it is absent
 */
export function useLiveQueries(
  channel: string | undefined,
  queryKeys: readonly QueryKey[],
  affected: (event: LiveEvent) => readonly QueryKey[] = () => queryKeys,
): void {
  const client = useQueryClient();
  const again = useRef<Rereading>();
  again.current ??= new Rereading();
  useEffect(() => () => again.current?.stop(), []);
  const read = (keys: readonly QueryKey[]) =>
    keys.forEach(queryKey =>
      again.current?.want(JSON.stringify(queryKey), () =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  useLiveChannel(channel, {
    onEvent: event => read(affected(event)),
    onResync: () => read(queryKeys),
  });
}
