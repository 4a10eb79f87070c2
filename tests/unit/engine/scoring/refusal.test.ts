import { describe, expect, it } from 'vitest';
import {
  accuracy,
  averagePrecision,
  brier,
  calibrationBins,
  classLogLoss,
  decideAt,
  expectedCost,
  fBeta,
  logLoss,
  MetricError,
  macroF1,
  meanAbsoluteError,
  ndcg,
  precision,
  rocAuc,
} from '../../../../engine/scoring/index.ts';

function refusal(run: () => unknown): MetricError {
  try {
    run();
  } catch (error) {
    if (error instanceof MetricError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const labels = Uint8Array.of(0, 1, 1, 0);
const scores = Float64Array.of(0.1, 0.8, 0.6, 0.4);

describe('refusals', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '[MT4] a score of %d names its row',
    (bad) => {
      const spoiled = scores.slice();
      spoiled[2] = bad;
      const weights = new Float64Array(4).fill(1);
      const runs = [
        () => rocAuc({ labels, scores: spoiled }),
        () => rocAuc({ labels, scores: spoiled, weights }),
        () => averagePrecision({ labels, scores: spoiled }),
        () => logLoss({ labels, scores: spoiled }),
        () => brier({ labels, scores: spoiled }),
        () => calibrationBins({ labels, scores: spoiled }),
        () => decideAt(spoiled, 0.5),
        () => meanAbsoluteError({ labels, scores: spoiled }),
        () => ndcg({ labels, scores: spoiled }),
      ];
      for (const run of runs) {
        const { fault, row, reason, message } = refusal(run);
        expect({ fault, row }).toEqual({ fault: 'not-finite', row: 2 });
        expect(reason).toContain(String(bad));
        expect(message).toBe(`row 2: ${reason}`);
      }
    },
  );

  it('[MT4] a NaN among many rows is refused, not sorted to an end', () => {
    const many = Float64Array.from({ length: 5000 }, (_, i) => (i % 71) / 71);
    many[4321] = Number.NaN;
    const flags = Uint8Array.from({ length: 5000 }, (_, i) => i % 2);
    expect(refusal(() => rocAuc({ labels: flags, scores: many })).row).toBe(4321);
  });

  it('[MT4] probabilities outside 0 to 1 are refused, scores for ranking are not', () => {
    const wide = Float64Array.of(0.1, 1.5, 0.6, 0.4);
    expect(refusal(() => logLoss({ labels, scores: wide }))).toMatchObject({ fault: 'range', row: 1 });
    expect(refusal(() => brier({ labels, scores: wide }))).toMatchObject({ fault: 'range', row: 1 });
    expect(rocAuc({ labels, scores: wide })).toBe(1);
  });

  it('[MT4] empty, unequal lengths and foreign labels', () => {
    const none = { labels: new Uint8Array(0), scores: new Float64Array(0), decisions: new Uint8Array(0) };
    for (const run of [rocAuc, averagePrecision, logLoss, brier, accuracy, precision, ndcg, meanAbsoluteError]) {
      expect(refusal(() => run(none)).fault).toBe('empty');
    }
    expect(refusal(() => rocAuc({ labels, scores: scores.subarray(1) })).fault).toBe('length');
    expect(refusal(() => precision({ labels, decisions: labels.subarray(1) })).fault).toBe('length');
    const odd = Int32Array.of(0, 1, 2, 0);
    expect(refusal(() => rocAuc({ labels: odd, scores }))).toMatchObject({ fault: 'label', row: 2 });
    const below = Int32Array.of(0, -1, 1, 0);
    expect(refusal(() => averagePrecision({ labels: below, scores }))).toMatchObject({ fault: 'label', row: 1 });
    expect(refusal(() => macroF1({ labels: odd, decisions: odd }, 2))).toMatchObject({ fault: 'label', row: 2 });
  });

  it('[MT4] weights: negative, NaN, none above 0', () => {
    const run = (...w: number[]) => refusal(() => averagePrecision({ labels, scores, weights: Float64Array.from(w) }));
    expect(run(1, 1, -1, 1)).toMatchObject({ fault: 'weight', row: 2 });
    expect(run(1, Number.NaN, 1, 1)).toMatchObject({ fault: 'weight', row: 1 });
    expect(run(0, 0, 0, 0)).toMatchObject({ fault: 'weight', row: null });
    expect(run(1, 1).fault).toBe('length');
  });

  it('[MT5] one class: ROC-AUC refuses, also when the weights leave one class', () => {
    const ones = Uint8Array.of(1, 1, 1, 1);
    expect(refusal(() => rocAuc({ labels: ones, scores })).fault).toBe('one-class');
    const weights = Float64Array.of(0, 1, 1, 0);
    expect(refusal(() => rocAuc({ labels, scores, weights })).fault).toBe('one-class');
    expect(averagePrecision({ labels: ones, scores })).toBe(1);
    expect(averagePrecision({ labels: new Uint8Array(4), scores })).toBe(0);
  });

  it('[MT4] class probabilities: the data row is named, sums are checked', () => {
    const classes = 2;
    const bad = Float64Array.of(0.5, 0.5, 0.9, 0.3, 0.5, 0.5, 1, 0);
    expect(refusal(() => classLogLoss({ labels, scores: bad, classes }))).toMatchObject({ fault: 'range', row: 1 });
    bad[3] = Number.NaN;
    expect(refusal(() => classLogLoss({ labels, scores: bad, classes }))).toMatchObject({
      fault: 'not-finite',
      row: 1,
    });
    expect(refusal(() => classLogLoss({ labels, scores, classes })).fault).toBe('length');
  });

  it('[MT4] options out of range', () => {
    const decisions = labels;
    const amounts = Float64Array.of(1, 2, -3, 4);
    expect(refusal(() => fBeta({ labels, decisions }, 0)).fault).toBe('option');
    expect(refusal(() => calibrationBins({ labels, scores }, 0)).fault).toBe('option');
    expect(refusal(() => ndcg({ labels, scores, k: 0 })).fault).toBe('option');
    expect(refusal(() => ndcg({ labels, scores, groups: Int32Array.of(0, 0, 2, 2) })).fault).toBe('range');
    expect(refusal(() => ndcg({ labels, scores, groups: Int32Array.of(0, 0, 0, 1) })).reason).toContain('query 1');
    const cost = { call: 1, cap: 10 };
    expect(refusal(() => expectedCost({ labels, decisions, amounts, cost }))).toMatchObject({ fault: 'range', row: 2 });
    const free = { call: -1, cap: 10 };
    expect(refusal(() => expectedCost({ labels, decisions, amounts, cost: free })).fault).toBe('option');
  });
});
