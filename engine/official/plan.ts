/**
 * Which rows are asked together. Every row is asked once; some are asked a second time, in another batch: an answer that differs
 * there depends on the rows beside it. No batch holds all rows, where there is more than one.
 */

/** Least and most rows of a batch, where there are rows enough: so many that no call is slow, and that none holds a whole table. */
export const BATCH_ROWS = { least: 512, most: 8_192 } as const;
/** Most rows of a batch before rows that are asked again come to it. */
const MOST_FIRST = 5_500;

/** mulberry32 (Tommy Ettinger, 2017, public domain): 32 bits of state are plenty for shuffling rows. Draws from [0, 1). */
function drawer(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle(values: Uint32Array, draw: () => number): Uint32Array {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    const kept = values[i] as number;
    values[i] = values[j] as number;
    values[j] = kept;
  }
  return values;
}

/** Sizes that add up to n: each from the least to {@link MOST_FIRST}; where there are too few rows for two such, two parts of n. */
function sizesOf(n: number, draw: () => number): number[] {
  const { least } = BATCH_ROWS;
  if (n < 2) return n === 0 ? [] : [1];
  const between = (from: number, to: number): number => from + Math.floor(draw() * (to - from + 1));
  if (n < 2 * least) {
    const first = Math.max(1, between(Math.ceil(n / 3), Math.floor((2 * n) / 3)));
    return [first, n - first];
  }
  const sizes: number[] = [];
  for (let left = n; left > 0; ) {
    // What is left afterwards is nothing, or enough for a batch; the first never takes all.
    const most = Math.min(MOST_FIRST, sizes.length === 0 ? n - least : left);
    let size = between(least, most);
    if (left - size < least && left !== size) size = left <= MOST_FIRST && sizes.length > 0 ? left : left - least;
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

/**
 * Batches of n rows, as places in the file; the same for the same seed.
 * @param share of the rows that are asked again, from 0 to 1
 */
export function planOf(n: number, seed: number, share: number): Uint32Array[] {
  const draw = drawer(seed);
  const order = shuffle(
    Uint32Array.from({ length: n }, (_, i) => i),
    draw,
  );
  const batches: number[][] = [];
  let at = 0;
  for (const size of sizesOf(n, draw)) {
    batches.push([...order.subarray(at, at + size)]);
    at += size;
  }
  if (batches.length > 1) addAgain(batches, n, Math.ceil(n * share), draw);
  return batches.map((batch) => shuffle(Uint32Array.from(batch), draw));
}

/** Adds rows to a batch that does not hold them, larger batches more often, so that sizes stay alike. */
function addAgain(batches: number[][], n: number, count: number, draw: () => number): void {
  const ends: number[] = [];
  for (const batch of batches) ends.push((ends.at(-1) ?? 0) + batch.length);
  const firsts = batches.map((batch) => [...batch]);
  const places = shuffle(
    Uint32Array.from({ length: n }, (_, i) => i),
    draw,
  ).subarray(0, count);
  for (const place of places) {
    const own = ends.findIndex((end) => place < end);
    const row = (firsts[own] as number[])[place - ((ends[own] as number) - (firsts[own] as number[]).length)] as number;
    let other = own;
    while (other === own) {
      const drawn = Math.floor(draw() * n);
      other = ends.findIndex((end) => drawn < end);
    }
    (batches[other] as number[]).push(row);
  }
}

/** A seed from the bytes of a file of rows: FNV-1a over 32 bits (Fowler, Noll, Vo). The same rows are asked in the same batches. */
export function seedOf(file: Uint8Array): number {
  let hash = 0x811c9dc5;
  // By index: an iterator takes a second for the file of a large hold-out.
  for (let at = 0; at < file.length; at++) hash = Math.imul(hash ^ (file[at] as number), 0x01000193);
  return hash >>> 0;
}
