import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { type Sort, SORTS } from '@wheelhouse/plugin-sshmenu-common';
import { useMenuAddress } from '../useMenuAddress';

/** The order: as the address says, or else as the reader chose last; at first as `s` begins. */
export function useSort(): { sort: Sort; sortBy: (sort: Sort) => void } {
  const bucket = useApi(storageApiRef).forBucket('wheelhouse.sshmenu');
  const { sort: written, sortBy } = useMenuAddress();
  const remembered = bucket.snapshot<string>('sort').value;
  return {
    sort: knownSort(written) ?? knownSort(remembered) ?? 'recent',
    sortBy: sort => {
      void bucket.set('sort', sort);
      sortBy(sort);
    },
  };
}

function knownSort(text: string | null | undefined): Sort | undefined {
  return SORTS.find(sort => sort === text);
}
