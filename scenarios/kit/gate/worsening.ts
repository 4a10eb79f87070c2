/** By how much the metric gets worse from one case to another, for the rules about effects, fixes and targets. */
import { meanOf } from '../measure/scorer.ts';
import type { Facts } from './facts.ts';
import type { Difference, Measured } from './measured.ts';

/** In paired standard deviations. */
export const VISIBLE = 3;

/** Above 0 where the metric has become worse, whichever way it counts. */
interface Worsening extends Difference {
  seed: string;
}

/** By how much `now` is worse than `before`, seed by seed; seeds without both runs are left out. */
export async function worsening(
  { scenario }: Facts,
  measured: Measured,
  now: string,
  before: string,
): Promise<Worsening[]> {
  const sign = scenario.spec.metric.better === 'lower' ? 1 : -1;
  const found: Worsening[] = [];
  for (const seed of measured.seeds) {
    const change = await measured.difference(now, before, seed);
    if (change) found.push({ seed, diff: sign * change.diff, sd: change.sd });
  }
  return found;
}

/** Whether something is worse by so much that it is no noise. */
export function isVisible({ diff, sd }: Difference): boolean {
  return diff >= VISIBLE * sd && diff > 0;
}

/** Mean over seeds; its deviation is that of the seeds or of the rows, whichever is larger. */
export function meanOver(all: readonly Difference[]): Difference {
  const n = all.length;
  const diff = meanOf(all.map((change) => change.diff));
  const rows = Math.sqrt(all.reduce((sum, { sd }) => sum + sd ** 2, 0)) / n;
  const seeds = n > 1 ? Math.sqrt(all.reduce((sum, change) => sum + (change.diff - diff) ** 2, 0) / (n - 1) / n) : 0;
  return { diff, sd: Math.max(rows, seeds) };
}

/** `0.123 ± 0.045`. */
export function sizeOf({ diff, sd }: Difference): string {
  return `${rounded(diff)} ± ${rounded(sd)}`;
}

/** Three digits. */
export function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
