/** Whether two ways to the scores of the same rows agree. */
import type { Scores } from '../official/outputs.ts';
import type { Session } from './runs.ts';
import { shuffled } from './shuffled.ts';
import { gap, logOdds } from './statistics.ts';
import { judged, short, type Verdict } from './verdict.ts';

/** Predictions that are averaged where a prediction does not repeat itself; the second where the first leave a doubt. */
const REPEATS = [16, 64];
/** What the ratio of two ways that agree is about; below there is no doubt. */
const DOUBT = 0.6;
/**
 * Averages that differ by more than this many times what random halves of one of them differ count as different. Of ways that
 * agree, one in some thousand pairs does, if all rows of a call have their noise in common; none otherwise.
 */
export const APART = 1.5;
/** Random halves of each way. */
const SPLITS = 24;

/** Scores of the same rows; `seeded` false: random numbers go on from where they are. */
export type Way = (seeded: boolean) => Promise<Scores>;

interface Compared {
  /** Tolerance of the probe; null: by the model. */
  asked: number | null;
  model: unknown;
  one: Way;
  other: Way;
  /** What is compared, for the message. */
  what: string;
  /** Cheaper ways for many repeats. */
  noisy?: [Way, Way];
}

/** Compares both ways with the random numbers seeded; where one does not repeat itself, on average. */
export async function agree(session: Session, { asked, model, one, other, what, noisy }: Compared): Promise<Verdict> {
  const tolerance = await session.tolerance(asked, model);
  const first = await one(true);
  const apart = gap(first, await other(true));
  if (apart <= tolerance) return judged(false, apart, tolerance, `${what} agree`);
  if (gap(first, await one(false)) <= tolerance) {
    return judged(true, apart, tolerance, `${what} differ by up to ${short(apart)}`);
  }
  const ratio = await averages(session, noisy ?? [one, other]);
  const message = `predict does not repeat itself; on average ${what} differ by ${short(ratio)} times what its noise explains`;
  return judged(ratio > APART, ratio, APART, message);
}

/** Difference of two average scores over the largest between halves of one way, in log-odds, meaned over rows. */
async function averages(session: Session, ways: readonly [Way, Way]): Promise<number> {
  const found: [Float64Array[], Float64Array[]] = [[], []];
  let ratio = 0;
  for (const repeats of REPEATS) {
    for (const at of [0, 1] as const) {
      while (found[at].length < repeats) found[at].push(logOdds((await ways[at](false)).values));
    }
    let noise = 1e-12;
    for (const several of found) {
      for (let split = 0; split < SPLITS; split++) {
        const mixed = shuffled(several, session.seed * 1_000 + split);
        noise = Math.max(noise, apartOf(mixed.slice(0, repeats / 2), mixed.slice(repeats / 2)));
      }
    }
    ratio = apartOf(...found) / noise;
    if (ratio < DOUBT) break;
  }
  return ratio;
}

/** Mean over rows of how far two average scores are apart. */
function apartOf(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  const n = a[0]?.length ?? 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const mean = (several: readonly Float64Array[]): number =>
      several.reduce((total, values) => total + (values[i] as number), 0) / several.length;
    sum += Math.abs(mean(a) - mean(b));
  }
  return sum / Math.max(1, n);
}
