import type { Database } from './openDatabase';

/** The sort keys of the last item of a page. */
export interface LastItem {
  time: string;
  id: string;
}

/**
 * Orders a list by time and id, newest first, and begins after the last item of a page.
 *
 * That the time is no later is said by itself, although the rest implies it: only so does the index begin there, and not
 * at the newest.
 */
export function newestFirst<Q extends ReturnType<Database['queryBuilder']>>(
  query: Q,
  columns: { time: string; id: string },
  page: { limit: number; after?: LastItem },
): Q {
  const { after, limit } = page;
  if (after) {
    query
      .where(columns.time, '<=', after.time)
      .where(q =>
        q
          .where(columns.time, '<', after.time)
          .orWhere(columns.id, '<', after.id),
      );
  }
  query
    .orderBy([
      { column: columns.time, order: 'desc' },
      { column: columns.id, order: 'desc' },
    ])
    .limit(limit);
  return query;
}
