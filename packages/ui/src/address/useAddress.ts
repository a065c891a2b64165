import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What a page shows, as it stands in the search parameters of its address. */
export function useAddress() {
  const [parameters, setParameters] = useSearchParams();
  /** An empty value or null takes one away. With `push`, going back undoes it. */
  const change = useCallback(
    (values: Record<string, string | null>, options?: { push: boolean }) =>
      setParameters(
        current => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(values)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: !options?.push },
      ),
    [setParameters],
  );
  return { parameters, change };
}
