import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import type { PaletteCommand, PaletteLoader } from './types';

const pauseMilliseconds = 120;

/** What the loaders find for a query, as each of them answers; a new query ends the search before. */
export function useFoundCommands(query: string, loaders: PaletteLoader[]) {
  const apis = useApiHolder();
  const [found, setFound] = useState<PaletteCommand[]>([]);
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    setFound([]);
    setSearching(false);
    if (!query.trim() || loaders.length === 0) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    setSearching(true);
    const timer = setTimeout(async () => {
      await Promise.allSettled(
        loaders.map(async load => {
          const commands = await load(query.trim(), { signal, apis });
          if (!signal.aborted) setFound(before => [...before, ...commands]);
        }),
      );
      if (!signal.aborted) setSearching(false);
    }, pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query, loaders, apis]);
  return { found, searching };
}
