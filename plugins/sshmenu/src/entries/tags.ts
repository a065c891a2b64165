import type { MenuEntry } from '@wheelhouse/plugin-sshmenu-common';

/** The tags of entries, those of most entries first; what is chosen is there although no entry has it. */
export function tagsIn(
  entries: readonly MenuEntry[],
  chosen: readonly string[],
): { tag: string; count: number }[] {
  const counts = new Map(chosen.map(tag => [tag, 0]));
  for (const { tags } of entries)
    for (const tag of tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || a.tag.localeCompare(b.tag, 'en'));
}

/** The entries that have all of these tags. */
export function withTags(
  entries: MenuEntry[],
  chosen: readonly string[],
): MenuEntry[] {
  if (chosen.length === 0) return entries;
  return entries.filter(({ tags }) => chosen.every(tag => tags?.includes(tag)));
}
