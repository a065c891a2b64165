/** A line that is longer than it may be. */
export class LineTooLongError extends Error {}

const NEWLINE = 0x0a;

/**
 * Splits bytes into lines. A line is decoded for itself and never cut from a larger string, which V8 would keep alive as
 * long as the line; bytes of one character that come in two chunks belong together. The last line needs no end.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<string> {
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  const take = (last: Uint8Array) => {
    const line = Buffer.concat([...rest, last]).toString('utf8');
    rest = [];
    restBytes = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end >= 0;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      if (restBytes + end - start > maxBytes) throw new LineTooLongError();
      yield take(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
      restBytes += chunk.length - start;
      if (restBytes > maxBytes) throw new LineTooLongError();
    }
  }
  if (restBytes > 0) yield take(new Uint8Array());
}
