/** Takes the middle out of a text longer than `length` characters; both ends tell names apart. */
export function shortenMiddle(text: string, length: number): string {
  if (text.length <= length) return text;
  const tail = Math.floor((length - 1) / 2);
  return `${text.slice(0, length - 1 - tail)}…${text.slice(
    text.length - tail,
  )}`;
}
