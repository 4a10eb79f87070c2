/** A radix sort of doubles, which makes ranking metrics fast. */
/** Which of the two 32-bit words of a double holds sign, exponent and the upper mantissa on this machine. */
const HIGH = new Uint32Array(new Float64Array([1]).buffer)[1] === 0x3ff00000 ? 1 : 0;
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
const MASK = BUCKETS - 1;
/** Below this many values the sort of the JavaScript engine is faster than filling the histograms. */
const SMALL = 1024;
/** Longest run of equal upper words that is sorted by insertion. */
const RUN = 24;

/**
 * Sorts finite doubles, ascending; -0 and 0 may come in either order, they are equal. Least-significant-digit radix
 * sort of the upper 32 bits (three passes of 11 bits, passes with one bucket skipped), then each run of equal upper
 * words is finished by comparison. Both arrays are overwritten.
 * @param values finite numbers (NaN would be misplaced: check first)
 * @param scratch at least as long as `values`, each on a buffer region that is not shared and aligned to 8 bytes
 * @returns whichever of `values` and `scratch` holds the result, cut to the length of `values`
 */
export function radixSort(values: Float64Array, scratch: Float64Array): Float64Array {
  const n = values.length;
  if (n < SMALL) return values.sort();
  let from = values;
  let to = scratch.subarray(0, n);
  const counts = histograms(from);
  for (let pass = 0; pass < 3; pass++) {
    const starts = counts.subarray(pass * BUCKETS, (pass + 1) * BUCKETS);
    if (!toStarts(starts, n)) continue;
    scatter(from, to, starts, pass * DIGIT);
    [from, to] = [to, from];
  }
  const negatives = n - firstNegative(from);
  if (negatives > 0) {
    // Read as unsigned, negative doubles come last, by growing magnitude: they are reversed and moved to the front.
    for (let i = 0; i < negatives; i++) to[i] = from[n - 1 - i] as number;
    to.set(from.subarray(0, n - negatives), negatives);
    [from, to] = [to, from];
  }
  finishRuns(from);
  return from;
}

function words(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
}

function histograms(values: Float64Array): Uint32Array {
  const bits = words(values);
  const counts = new Uint32Array(3 * BUCKETS);
  for (let i = HIGH; i < bits.length; i += 2) {
    const key = bits[i] as number;
    (counts[key & MASK] as number)++;
    (counts[BUCKETS + ((key >>> DIGIT) & MASK)] as number)++;
    (counts[2 * BUCKETS + (key >>> (2 * DIGIT))] as number)++;
  }
  return counts;
}

/** Turns counts into start positions in place; false where one bucket holds everything and the pass can be skipped. */
function toStarts(counts: Uint32Array, n: number): boolean {
  let start = 0;
  for (let b = 0; b < BUCKETS; b++) {
    const count = counts[b] as number;
    if (count === n) return false;
    counts[b] = start;
    start += count;
  }
  return true;
}

function scatter(from: Float64Array, to: Float64Array, starts: Uint32Array, shift: number): void {
  const bits = words(from);
  for (let i = 0, w = HIGH; i < from.length; i++, w += 2) {
    const bucket = ((bits[w] as number) >>> shift) & MASK;
    const at = starts[bucket] as number;
    starts[bucket] = at + 1;
    to[at] = from[i] as number;
  }
}

/** Index of the first value with the sign bit set, in an array ordered by unsigned upper word. */
function firstNegative(values: Float64Array): number {
  const bits = words(values);
  let lo = 0;
  let hi = values.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if ((bits[2 * mid + HIGH] as number) >>> 31 === 1) hi = mid;
    else lo = mid + 1;
  }
  return lo;
}

function finishRuns(values: Float64Array): void {
  const bits = words(values);
  const n = values.length;
  let start = 0;
  let key = bits[HIGH] as number;
  let ordered = true;
  for (let i = 1; i <= n; i++) {
    const next = i < n ? (bits[2 * i + HIGH] as number) : -1;
    if (next === key) {
      if ((values[i] as number) < (values[i - 1] as number)) ordered = false;
      continue;
    }
    if (!ordered) finishRun(values, start, i);
    start = i;
    key = next;
    ordered = true;
  }
}

function finishRun(values: Float64Array, start: number, end: number): void {
  if (end - start > RUN) {
    values.subarray(start, end).sort();
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const v = values[i] as number;
    let j = i - 1;
    while (j >= start && (values[j] as number) > v) {
      values[j + 1] = values[j] as number;
      j--;
    }
    values[j + 1] = v;
  }
}
