import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import {
  averagePrecision,
  MetricError,
  meanStatistic,
  pairedBootstrap,
  pairedNoise,
  pointValue,
  rankingStatistic,
  rocAuc,
  rowsStatistic,
} from '../../../../engine/scoring/index.ts';
import { studentPoint } from '../../../../engine/scoring/noise.ts';

/** Roughly normal numbers of mean 0 and variance 1, seeded. */
function normals(n: number, seed: number): Float64Array {
  const random = xoroshiro128plus(seed);
  for (let i = 0; i < 16; i++) random.next();
  return Float64Array.from({ length: n }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += (random.next() >>> 0) / 2 ** 32;
    return sum;
  });
}

function variance(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((a, v) => a + (v - mean) ** 2, 0) / values.length;
}

const N = 400;
const base = normals(N, 1);
const change = normals(N, 2).map((v) => 0.2 * v + 0.05);
const before = base.map((v) => 3 * v);
const now = before.map((v, i) => v + (change[i] as number));

describe('paired bootstrap', () => {
  it('[MT8] of a mean has the standard error of the mean difference, not of the two means', () => {
    const got = pairedBootstrap(meanStatistic(now), meanStatistic(before), { replicates: 4000, seed: 5 });
    const exact = Math.sqrt(variance(change) / N);
    expect(got.sd / exact).toBeGreaterThan(0.95);
    expect(got.sd / exact).toBeLessThan(1.05);
    expect(got.diff).toBeCloseTo(got.now - got.before, 12);
    expect((got.high - got.low) / (2 * 1.96 * exact)).toBeGreaterThan(0.93);
    expect((got.high - got.low) / (2 * 1.96 * exact)).toBeLessThan(1.07);
    expect(got.low).toBeLessThan(got.diff);
    expect(got.high).toBeGreaterThan(got.diff);
  });

  it('[MT8] the same seed gives the same numbers, another seed others', () => {
    const run = (seed: number) => pairedBootstrap(meanStatistic(now), meanStatistic(before), { seed });
    expect(run(3)).toEqual(run(3));
    expect(run(3).sd).not.toBe(run(4).sd);
  });

  it('[MT8] ranking statistics agree with the metric on the drawn rows, ties and weights included', () => {
    const labels = Uint8Array.from(base, (v, i) => (v + (i % 3) > 1.2 ? 1 : 0));
    const scores = base.map((v) => Math.round(v * 3) / 3);
    for (const weights of [undefined, base.map((v) => Math.abs(v))]) {
      const input = { labels, scores, weights };
      const fast = rankingStatistic('averagePrecision', input);
      const auc = rankingStatistic('rocAuc', input);
      const pick = (rows: Uint32Array) => ({
        labels: Uint8Array.from(rows, (i) => labels[i] as number),
        scores: Float64Array.from(rows, (i) => scores[i] as number),
        weights: weights && Float64Array.from(rows, (i) => weights[i] as number),
      });
      const slow = rowsStatistic(N, (rows) => averagePrecision(pick(rows)));
      const slowAuc = rowsStatistic(N, (rows) => rocAuc(pick(rows)));
      const counts = Float64Array.from({ length: N }, (_, i) => (i * 7) % 4);
      expect(fast.value(counts)).toBeCloseTo(slow.value(counts), 12);
      expect(auc.value(counts)).toBeCloseTo(slowAuc.value(counts), 12);
      expect(pointValue(fast)).toBeCloseTo(averagePrecision(input), 12);
    }
  });

  it('[MT8] draws without a positive row are left out and counted; mostly undefined is refused', () => {
    const labels = new Uint8Array(60);
    labels[7] = 1;
    const auc = rankingStatistic('rocAuc', { labels, scores: normals(60, 8) });
    const got = pairedBootstrap(auc, auc, { seed: 1 });
    // Chance that one given row of n is never drawn: (1 - 1/n)^n, about 0.365.
    expect(got.undefinedDraws).toBeGreaterThan(300);
    expect(got.undefinedDraws).toBeLessThan(430);
    expect(got.diff).toBe(0);
    const none = rankingStatistic('rocAuc', { labels: new Uint8Array(60), scores: normals(60, 8) });
    expect(() => pairedBootstrap(none, none)).toThrow(MetricError);
  });

  it('[MT8] statistics of different rows cannot be paired', () => {
    expect(() => pairedBootstrap(meanStatistic(now), meanStatistic(before.slice(1)))).toThrow(/one a row/);
    expect(() => pairedBootstrap(meanStatistic(now), meanStatistic(before), { replicates: 10 })).toThrow(/replicates/);
  });
});

describe('paired noise', () => {
  const shifted = (values: Float64Array, by: number) => meanStatistic(values.map((v) => v + by));

  it('[MT9] adds the between-fit variance of the paired difference over the number of fits', () => {
    const shifts = [0.3, -0.1, 0.4];
    const got = pairedNoise(
      shifts.map((by) => shifted(now, by)),
      [0, 0, 0].map((by) => shifted(before, by)),
      { replicates: 4000, seed: 2 },
    );
    const fits = (0.1 ** 2 + 0.3 ** 2 + 0.2 ** 2) / 2 / 3;
    expect(got.fitVariance).toBeCloseTo(fits, 10);
    // The shifts move every row alike, so the rows' part is that of the change alone.
    expect(got.rowVariance / (variance(change) / N)).toBeGreaterThan(0.9);
    expect(got.rowVariance / (variance(change) / N)).toBeLessThan(1.1);
    expect(got.sd).toBeCloseTo(Math.sqrt(got.rowVariance + fits), 12);
    expect(got.diff).toBeCloseTo(0.2 + change.reduce((a, b) => a + b, 0) / N, 10);
    // Almost all of it from three fits: two degrees of freedom, so a reach well beyond 1.96 sd.
    expect((got.high - got.diff) / got.sd).toBeGreaterThan(4);
    expect(got.beyondNoise).toBe(false);
  });

  it('[MT9] a common seed effect cancels when the fits are paired', () => {
    const common = [0.5, -0.4, 0.1];
    const got = pairedNoise(
      common.map((by) => shifted(now, by)),
      common.map((by) => shifted(before, by)),
    );
    expect(got.fitVariance).toBeCloseTo(0, 12);
    expect((got.high - got.diff) / got.sd).toBeCloseTo(1.96, 2);
    expect(got.beyondNoise).toBe(true);
  });

  it('[MT9] unequal numbers of fits add their variances; a single fit leaves it unknown', () => {
    const many = [0.5, -0.4, 0.1].map((by) => shifted(now, by));
    const two = [0.2, 0.4].map((by) => shifted(before, by));
    const expected = (0.43333333 ** 2 + 0.46666667 ** 2 + 0.03333333 ** 2) / 2 / 3 + 0.02 / 2;
    expect(pairedNoise(many, two).fitVariance).toBeCloseTo(expected, 6);
    const single = pairedNoise([shifted(now, 0)], [shifted(before, 0)]);
    expect(single.fitVariance).toBeNull();
    expect(single.sd).toBe(Math.sqrt(single.rowVariance));
    expect(() => pairedNoise([], two)).toThrow(/at least one fit/);
  });

  it('[MT9] the same predictions again are no change', () => {
    const same = pairedNoise([shifted(now, 0)], [shifted(now, 0)]);
    expect(same).toMatchObject({ diff: 0, sd: 0, low: 0, high: 0, beyondNoise: false });
  });

  it('[MT9] covers the true change about as often as it says', () => {
    let covered = 0;
    const trials = 200;
    for (let t = 0; t < trials; t++) {
      const rowEffect = normals(150, 1000 + t);
      const fitEffects = normals(6, 5000 + t);
      const fits = (from: number, gain: number) =>
        [0, 1, 2].map((k) =>
          shifted(
            rowEffect.map((v) => gain * v),
            0.1 * (fitEffects[from + k] as number),
          ),
        );
      // True difference 0: rowEffect has mean 0 over the population.
      const got = pairedNoise(fits(0, 1.5), fits(3, 1), { replicates: 200, seed: t });
      if (got.low <= 0 && got.high >= 0) covered++;
    }
    expect(covered / trials, `covered ${covered} of ${trials}`).toBeGreaterThan(0.9);
  });

  it('[MT9] Student points are exact at whole degrees of freedom and grow between', () => {
    expect(studentPoint(0)).toBeCloseTo(1.96, 3);
    expect(studentPoint(1 / 2)).toBeCloseTo(4.303, 3);
    expect(studentPoint(1 / 10)).toBeCloseTo(2.228, 3);
    expect(studentPoint(1)).toBeCloseTo(12.706, 3);
    // t at 2.5 degrees of freedom is 3.558; the chord lies above it by under 3 per cent.
    expect(studentPoint(1 / 2.5)).toBeGreaterThan(3.5);
    expect(studentPoint(1 / 2.5)).toBeLessThan(3.7);
  });
});
