/** How many rows are asked for or written at a time: databases bound how many values a query has. */
const CHUNK = 500;

/** A list in pieces that fit into a query. */
export function* chunksOf<T>(items: readonly T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += CHUNK) {
    yield items.slice(from, from + CHUNK);
  }
}
