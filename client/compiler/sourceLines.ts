/** Which source line each generated line comes from, read from a source map (version 3, ECMA-426). */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** The signed numbers of a run of base64 VLQ digits. @throws Error at a character that is none. */
export function decodeVlq(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of text) {
    const bits = VALUES.get(digit);
    if (bits === undefined) throw new Error(`${JSON.stringify(digit)} is no digit of a source map.`);
    value += (bits & 31) * 2 ** shift;
    shift += 5;
    if (bits & 32) continue;
    const size = Math.floor(value / 2);
    numbers.push(value % 2 === 1 && size > 0 ? -size : size);
    value = 0;
    shift = 0;
  }
  return numbers;
}

/**
 * Item i is the 1-based source line at which generated line i + 1 begins; a line that the map does not have gets that of the one
 * before it, and the first ones have line 1.
 * @param mappings of a map with one source. @param count of generated lines.
 */
export function sourceLines(mappings: string, count: number): number[] {
  const groups = mappings.split(';');
  const lines: number[] = [];
  /** 0-based; the map gives each segment's line relative to the segment before it. */
  let at = 0;
  for (let i = 0; i < count; i++) {
    let first: number | null = null;
    for (const segment of (groups[i] ?? '').split(',')) {
      const change = decodeVlq(segment)[2];
      if (change === undefined) continue;
      at += change;
      first ??= at;
    }
    lines.push(first === null ? (lines.at(-1) ?? 1) : first + 1);
  }
  return lines;
}
