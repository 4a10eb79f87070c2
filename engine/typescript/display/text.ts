/** Text as it may leave the worker: well-formed UTF-16, of bounded length. */

/** The text with every lone surrogate replaced by U+FFFD, so that it survives UTF-8. */
export function clean(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** At most `limit` code units of cleaned text, ending in `…` where something was left out; never half a surrogate pair. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return clean(text);
  return `${clean(text.slice(0, whole(text, limit - 1)))}…`;
}

/** The largest end <= `end` that does not part a surrogate pair of `text`. */
export function whole(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  const next = text.charCodeAt(end);
  const parts = last >= 0xd800 && last < 0xdc00 && next >= 0xdc00 && next < 0xe000;
  return parts ? end - 1 : end;
}
