import { useApi } from '@backstage/frontend-plugin-api';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { restartsKeys } from '../api/queries';
import { restartsApiRef } from '../api/restartsApi';
import { RestartFollower } from './RestartFollower';

/** A restart as it goes, to its end, with the lines of its new pods. */
export function useFollowedRestart(id: string) {
  const api = useApi(restartsApiRef);
  const client = useQueryClient();
  const follower = useMemo(() => new RestartFollower(api, id), [api, id]);
  const followed = useSyncExternalStore(follower.subscribe, follower.snapshot);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    void follower.run(controller.signal);
    return () => controller.abort();
  }, [follower, attempt]);

  const ended = followed.connection === 'ended';
  useEffect(() => {
    if (!ended) return;
    void client.invalidateQueries({ queryKey: restartsKeys.workloads });
    void client.invalidateQueries({ queryKey: restartsKeys.history });
  }, [ended, client]);
  return {
    ...followed,
    log: follower.log,
    retry: () => setAttempt(current => current + 1),
  };
}
