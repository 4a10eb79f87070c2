import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision, ranking, rocAuc } from '../../../../engine/scoring/index.ts';
import { radixSort } from '../../../../engine/scoring/radix.ts';

/** Few distinct values (many ties), signed zeros, any finite double, and doubles that share their upper word. */
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((v) => v / 2),
  fc.constantFrom(0, -0, 5e-324, -5e-324, 1e308, -1e308),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: 0, max: 50 }).map((v) => 1 + v * Number.EPSILON),
);
const rows = fc
  .array(fc.tuple(value, fc.integer({ min: 0, max: 1 })), { minLength: 2, maxLength: 60 })
  .filter((r) => r.some(([, y]) => y === 0) && r.some(([, y]) => y === 1));

type Row = [number, number];
const columns = (r: Row[]) => ({
  scores: Float64Array.from(r, ([s]) => s),
  labels: Uint8Array.from(r, ([, y]) => y),
});

/** ROC-AUC by its meaning: every pair of a positive and a negative. */
function pairwiseAuc(r: Row[]): number {
  let wins = 0;
  let pairs = 0;
  for (const [s, y] of r) {
    for (const [t, z] of r) {
      if (y !== 1 || z !== 0) continue;
      pairs++;
      wins += s > t ? 1 : s === t ? 0.5 : 0;
    }
  }
  return wins / pairs;
}

/** Average precision by its definition: each positive adds the precision among rows scored at least as high. */
function literalAp(r: Row[]): number {
  const positives = r.filter(([, y]) => y === 1);
  let sum = 0;
  for (const [s] of positives) {
    const above = r.filter(([t]) => t >= s);
    sum += above.filter(([, y]) => y === 1).length / above.length;
  }
  return sum / positives.length;
}

describe('ranking metrics', () => {
  it('[MT2] equal the definitions over pairs and thresholds, on both paths', () => {
    fc.assert(
      fc.property(rows, (r) => {
        const input = columns(r);
        const weights = new Float64Array(r.length).fill(1);
        for (const got of [ranking(input), ranking({ ...input, weights })]) {
          expect(got.rocAuc).toBeCloseTo(pairwiseAuc(r), 12);
          expect(got.averagePrecision).toBeCloseTo(literalAp(r), 12);
        }
      }),
    );
  });

  it('[MT2] equal the definitions on rows enough to be radix-sorted', () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 60, maxLength: 80 }), fc.integer({ min: 0 }), (parts, shift) => {
        // One row repeated as a block would leave the sort little to do: blocks are interleaved.
        const all = parts.flat();
        const r: Row[] = Array.from({ length: 2800 }, (_, i) => all[(i * 7919 + shift) % all.length] as Row);
        const flat: Row[] = r.map(([s, y], i) => [i % 3 === 0 ? s : (i * 2654435761) % 97, y]);
        const input = columns(flat);
        const weights = new Float64Array(flat.length).fill(1);
        const fast = ranking(input);
        const slow = ranking({ ...input, weights });
        expect(fast.rocAuc).toBeCloseTo(slow.rocAuc, 12);
        expect(fast.averagePrecision).toBeCloseTo(slow.averagePrecision, 12);
        expect(fast.rocAuc).toBeCloseTo(pairwiseAuc(flat), 12);
      }),
      { numRuns: 8 },
    );
  });

  it('[MT2] flipped labels give 1 - AUC, negated scores too', () => {
    fc.assert(
      fc.property(rows, (r) => {
        const { scores, labels } = columns(r);
        const auc = rocAuc({ scores, labels });
        expect(rocAuc({ scores, labels: labels.map((y) => 1 - y) })).toBeCloseTo(1 - auc, 12);
        expect(rocAuc({ scores: scores.map((s) => -s), labels })).toBeCloseTo(1 - auc, 12);
      }),
    );
  });

  it('[MT2] do not change under a strictly increasing transform', () => {
    const small = fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 3,
    });
    fc.assert(
      fc.property(small, (r) => {
        fc.pre(r.some(([, y]) => y === 0) && r.some(([, y]) => y === 1));
        const { scores, labels } = columns(r);
        const bent = ranking({ scores: scores.map((s) => Math.exp(s / 4) - 3), labels });
        expect(bent).toEqual(ranking({ scores, labels }));
      }),
    );
  });

  it('[MT2] do not depend on the order of the rows', () => {
    const shuffled = rows.chain((r) =>
      fc.tuple(fc.constant(r), fc.shuffledSubarray(r, { minLength: r.length, maxLength: r.length })),
    );
    fc.assert(
      fc.property(shuffled, ([r, s]) => {
        expect(ranking(columns(s))).toEqual(ranking(columns(r)));
      }),
    );
  });

  it('[MT3] whole weights count like repeated rows', () => {
    const weighted = fc.array(fc.tuple(value, fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 4,
      maxLength: 40,
    });
    fc.assert(
      fc.property(weighted, (w) => {
        const repeated = w.flatMap(([s, y, times]) => Array.from({ length: times }, (): Row => [s, y]));
        fc.pre(repeated.some(([, y]) => y === 0) && repeated.some(([, y]) => y === 1));
        const input = { ...columns(w.map(([s, y]): Row => [s, y])), weights: Float64Array.from(w, ([, , t]) => t) };
        expect(rocAuc(input)).toBeCloseTo(rocAuc(columns(repeated)), 12);
        expect(averagePrecision(input)).toBeCloseTo(averagePrecision(columns(repeated)), 12);
      }),
    );
  });
});

describe('radix sort', () => {
  const long = fc.array(value, { minLength: 1200, maxLength: 2600, size: 'max' });

  it('[MT2] sorts as the engine does, whatever the doubles', () => {
    fc.assert(
      fc.property(long, (values) => {
        const sorted = radixSort(Float64Array.from(values), new Float64Array(values.length));
        // -0 and 0 are one value here; adding 0 makes them so.
        expect(sorted.map((v) => v + 0)).toEqual(Float64Array.from(values, (v) => v + 0).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('[MT2] sorts inside a larger buffer and leaves its neighbours alone', () => {
    const whole = Float64Array.from({ length: 4000 }, (_, i) => ((i * 2654435761) % 4099) - 2000.5);
    const before = whole.slice();
    const part = radixSort(whole.subarray(1000, 3000), new Float64Array(2500));
    expect(part).toEqual(before.slice(1000, 3000).sort());
    expect(whole.subarray(0, 1000)).toEqual(before.subarray(0, 1000));
    expect(whole.subarray(3000)).toEqual(before.subarray(3000));
  });
});
