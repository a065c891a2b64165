import { type EntryList, MINE } from '@wheelhouse/plugin-sshmenu-common';

/** The lists that somebody may write, their own first. */
export function writableLists(lists: readonly EntryList[]): EntryList[] {
  return lists.filter(({ right }) => right === 'write');
}

/** Into which lists of groups an entry can be shared. */
export function sharableInto(
  lists: readonly EntryList[],
  entry: { list: string },
): EntryList[] {
  return writableLists(lists).filter(
    ({ list }) => list !== MINE && list !== entry.list,
  );
}

export function mayWrite(lists: readonly EntryList[], list: string): boolean {
  return lists.some(known => known.list === list && known.right === 'write');
}

/** What one may do with a list, in a sentence. */
export function rightWords({ list, right, writers }: EntryList): string {
  if (list === MINE) return 'Only you see this list.';
  if (right === 'read')
    return 'You see this list and can connect; administrators among its members change it.';
  return writers === 'members'
    ? 'Everyone in the group sees this list and changes it.'
    : 'Everyone in the group sees this list; administrators among them, such as you, change it.';
}
