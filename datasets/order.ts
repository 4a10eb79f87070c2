/** Ranks of values, and how well a score separates two kinds of rows. */

/**
 * Positions of the values from the smallest to the largest; equal values in order of position. The values hold no NaN.
 */
export function rowsInOrder(values: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: values.length }, (_, row) => row);
  return order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}

/** Rank of each value from 0; equal values share the mean of their ranks; NaN for NaN. */
export function middleRanks(values: ArrayLike<number>): Float64Array {
  const there: number[] = [];
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) there.push(row);
  const order = rowsInOrder(there.map((row) => values[row] as number));
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let first = 0; first < order.length; ) {
    const value = values[there[order[first] as number] as number];
    let end = first + 1;
    while (end < order.length && values[there[order[end] as number] as number] === value) end++;
    for (let at = first; at < end; at++) ranks[there[order[at] as number] as number] = (first + end - 1) / 2;
    first = end;
  }
  return ranks;
}

/**
 * Chance that a row of kind 1 has a higher score than one of kind 0, ties counting half (area under the ROC curve, by
 * ranks: Mann and Whitney, 1947). 0.5 where there is only one kind. Scores hold no NaN.
 */
export function separation(kinds: ArrayLike<number>, scores: ArrayLike<number>): number {
  const ranks = middleRanks(scores);
  let ones = 0;
  let sum = 0;
  for (let row = 0; row < ranks.length; row++) {
    if (!kinds[row]) continue;
    ones++;
    sum += ranks[row] as number;
  }
  const zeros = ranks.length - ones;
  return ones && zeros ? (sum - (ones * (ones - 1)) / 2) / (ones * zeros) : 0.5;
}
