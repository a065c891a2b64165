import { useAddress } from '@wheelhouse/ui';
import { useCallback, useState } from 'react';
import { workloadOfPath } from '../words';

/** The longest text that an address is given: some servers and chats cut off what is longer. */
const LONGEST = 2_000;

/**
 * The workloads that are chosen, as `workloadPath` writes them. They stand in the address as far as that can hold them, so
 * that a link shows a colleague the same choice; thousands are only remembered here.
 */
export function useChosenWorkloads() {
  const { parameters, change } = useAddress();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () =>
      new Set(
        // It may be anybody's link.
        (parameters.get('chosen') ?? '')
          .split(',')
          .filter(path => workloadOfPath(path) !== undefined),
      ),
  );
  const choose = useCallback(
    (next: ReadonlySet<string>) => {
      setChosen(next);
      const text = [...next].join(',');
      change({ chosen: text.length > LONGEST ? null : text });
    },
    [change],
  );
  return { chosen, choose };
}
