/** The logistic function, and the intercept with which scores turn into chances of a given mean. */

/** 1 / (1 + e^-x). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** ln(p / (1 - p)); infinite at 0 and 1. */
export function logit(p: number): number {
  return Math.log(p / (1 - p));
}

/**
 * The intercept b with mean of sigmoid(b + score) = `rate`, to 1e-12 (Newton's steps, halved into a bracket where they
 * leave it). Solve it once on a reference sample and use it for training and hold-out alike: solved on each, it would
 * hide a drift between them.
 *
 * @param what errors begin with it
 * @throws RangeError where the rate is not between 0 and 1, there is no score, or one is not finite (with its row)
 */
export function interceptFor(scores: ArrayLike<number>, rate: number, what = 'scores'): number {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`${what}: a rate of ${rate} is not between 0 and 1`);
  if (scores.length === 0) throw new RangeError(`${what}: no row to solve an intercept on`);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    if (!Number.isFinite(score)) throw new RangeError(`${what}: row ${row} is ${score}`);
    if (score < least) least = score;
    if (score > most) most = score;
  }
  const middle = logit(rate);
  let low = middle - most;
  let high = middle - least;
  let at = (low + high) / 2;
  for (let step = 0; step < 100; step++) {
    let sum = 0;
    let slope = 0;
    for (let row = 0; row < scores.length; row++) {
      const p = sigmoid(at + (scores[row] as number));
      sum += p;
      slope += p * (1 - p);
    }
    const off = sum / scores.length - rate;
    if (Math.abs(off) < 1e-12) return at;
    if (off > 0) high = at;
    else low = at;
    const next = at - (off * scores.length) / slope;
    const inside = next > low && next < high ? next : (low + high) / 2;
    if (inside === at) return at;
    at = inside;
  }
  return at;
}
