/** How long text is as UTF-8, which is how it is stored and sent; editors and documents count UTF-16 units. */

/** Bytes of the unit at `i`, which is counted with its second half where it is the first of a pair; half a pair is written as U+FFFD. */
function bytesAt(text: string, i: number): { bytes: number; units: number } {
  const code = text.charCodeAt(i);
  if (code < 0x80) return { bytes: 1, units: 1 };
  if (code < 0x800) return { bytes: 2, units: 1 };
  const next = text.charCodeAt(i + 1);
  const isPair = code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
  return isPair ? { bytes: 4, units: 2 } : { bytes: 3, units: 1 };
}

const encoder = new TextEncoder();

/** Bytes of a text as UTF-8. */
export const utf8Length = (text: string): number => encoder.encode(text).byteLength;

/** UTF-16 units of the longest beginning that has at most `bytes` bytes; it never ends inside a pair. */
export function utf8Units(text: string, bytes: number): number {
  let used = 0;
  let i = 0;
  while (i < text.length) {
    const { bytes: more, units } = bytesAt(text, i);
    if (used + more > bytes) break;
    used += more;
    i += units;
  }
  return i;
}
