/** halves: validation rows choose a threshold or a scale, but do not shape the ranking. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import type { Scores } from '../official/outputs.ts';
import { count, take } from '../official/rows.ts';
import type { Session } from './runs.ts';
import { lastColumn, width } from './statistics.ts';
import { CannotTell, judged, percent, type Verdict } from './verdict.ts';

/** Fitted with either half of the validation rows, training rows are ranked alike; of several classes, those of a row. */
export async function halves(session: Session, probe: ProbeOf<'halves'>): Promise<Verdict> {
  const { train, valid } = await session.base(probe.rows);
  const n = count(valid);
  if (n < 4) throw new CannotTell('there are fewer than four validation rows');
  const some = session.some(train, probe.check);
  const half = (start: number): unknown =>
    take(
      valid,
      Array.from({ length: Math.ceil((n - start) / 2) }, (_, i) => start + 2 * i),
    );
  const ranked = async (held: unknown): Promise<Float64Array[]> => {
    const { model } = await session.fit(train, held);
    return ranksOf(await session.predict(model, some));
  };
  const first = await ranked(half(0));
  const share = turnedRound(first, await ranked(half(1)));
  if (share > probe.most && turnedRound(first, await ranked(half(0))) > 0)
    throw new CannotTell('two fits to the same rows rank differently, so nothing can be said of others');
  const what = first.length === 1 ? 'pairs of training rows' : 'pairs of classes of training rows';
  const message = `tuned on either half of the validation rows, ${percent(share)} of the ${what} change order`;
  return judged(share > probe.most, share, probe.most, message);
}

/**
 * Lists of scores that are ordered among themselves: all rows by their one score, or each row by its classes. A temperature for all
 * classes turns rows round by the probability of one class, and no two classes of a row.
 */
function ranksOf(scores: Scores): Float64Array[] {
  const wide = width(scores);
  if (wide <= 2) return [lastColumn(scores)];
  const rows = scores.values.length / wide;
  return Array.from({ length: rows }, (_, row) => scores.values.subarray(row * wide, (row + 1) * wide));
}

/** Share of all pairs of a list that one side orders one way and the other the other way; equal values have no order. */
function turnedRound(first: readonly Float64Array[], second: readonly Float64Array[]): number {
  let [turned, pairs] = [0, 0];
  for (const [at, one] of first.entries()) {
    const other = second[at] as Float64Array;
    pairs += (one.length * (one.length - 1)) / 2;
    for (let i = 0; i < one.length; i++)
      for (let j = 0; j < i; j++) {
        const here = (one[i] as number) - (one[j] as number);
        const there = (other[i] as number) - (other[j] as number);
        if (Math.sign(here) * Math.sign(there) < 0) turned++;
      }
  }
  return turned / Math.max(1, pairs);
}
