/** An answer that is longer than it may be. */
export class BodyTooLargeError extends Error {}

/** @throws BodyTooLargeError */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new BodyTooLargeError();
    read.push(chunk);
  }
  return Buffer.concat(read).toString('utf8');
}
