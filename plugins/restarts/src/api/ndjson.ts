/** Longer than any line that the server sends; what is longer is no stream of ours. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** The values of a stream of newline-delimited JSON. Half a line at its end is left out: the connection was lost. */
export async function* readNdjson<Value>(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<Value> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop()!;
      if (rest.length > LONGEST_LINE) {
        throw new Error('The server sent a line that does not end.');
      }
      for (const line of lines) if (line.trim()) yield JSON.parse(line);
    }
  } finally {
    // Also when whoever reads stops early: the server is to know.
    await reader.cancel().catch(() => undefined);
  }
}
