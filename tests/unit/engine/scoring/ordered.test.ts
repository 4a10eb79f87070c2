import { describe, expect, it } from 'vitest';
import {
  bestClassAccuracy,
  bestClassRows,
  MetricError,
  orderedCost,
  orderedCostRows,
} from '../../../../engine/scoring/index.ts';

/** Five digits, each step worth 0.5 to 100; 10 leaves the row to a person. */
const labels = Uint8Array.of(7, 7, 7, 0, 9);
const decisions = Uint8Array.of(7, 4, 10, 9, 8);
const amounts = Float64Array.of(100, 2, 100, 100, 0.5);
const cost = { call: 1.5, cap: 30 };
const classes = 10;

const refusal = (run: () => unknown): MetricError => {
  try {
    run();
  } catch (error) {
    if (error instanceof MetricError) return error;
  }
  throw new Error('was taken');
};

describe('cost of ordered classes', () => {
  it('[MT10] a row costs nothing where it is right, the call where it is left to a person, else distance times amount up to the cap', () => {
    expect([...orderedCostRows({ labels, decisions, amounts, cost, classes })]).toEqual([0, 6, 1.5, 30, 0.5]);
    expect(orderedCost({ labels, decisions, amounts, cost, classes })).toBeCloseTo(7.6, 12);
  });

  it('[MT10] weights count like that many equal rows', () => {
    const weights = Float64Array.of(1, 2, 1, 0, 1);
    const repeated = {
      labels: Uint8Array.of(7, 7, 7, 7, 9),
      decisions: Uint8Array.of(7, 4, 4, 10, 8),
      amounts: Float64Array.of(100, 2, 2, 100, 0.5),
    };
    expect(orderedCost({ labels, decisions, amounts, cost, classes, weights })).toBeCloseTo(
      orderedCost({ ...repeated, cost, classes }),
      12,
    );
  });

  it('[MT4] decisions beyond the person, labels beyond the classes, bad amounts, costs and classes are refused with the row', () => {
    const input = { labels, decisions, amounts, cost, classes };
    const beyond = Uint8Array.of(7, 11, 10, 9, 8);
    expect(refusal(() => orderedCost({ ...input, decisions: beyond }))).toMatchObject({ fault: 'label', row: 1 });
    expect(refusal(() => orderedCost({ ...input, labels: Uint8Array.of(0, 0, 0, 10, 0) }))).toMatchObject({
      fault: 'label',
      row: 3,
    });
    expect(refusal(() => orderedCost({ ...input, amounts: amounts.map((v) => -v) })).fault).toBe('range');
    expect(refusal(() => orderedCost({ ...input, amounts: amounts.slice(1) })).fault).toBe('length');
    expect(refusal(() => orderedCost({ ...input, cost: { call: -1, cap: 1 } })).fault).toBe('option');
    expect(refusal(() => orderedCost({ ...input, classes: 1 })).fault).toBe('option');
  });
});

describe('accuracy of the best class', () => {
  const truth = Uint8Array.of(2, 0, 1);
  const scores = Float64Array.of(0.1, 0.2, 0.7, 5, 5, -1, 0, 0, 0);

  it('[MT11] the highest score counts, of equal ones the first; scores need not be probabilities', () => {
    expect([...bestClassRows({ labels: truth, scores, classes: 3 })]).toEqual([1, 1, 0]);
    expect(bestClassAccuracy({ labels: truth, scores, classes: 3 })).toBeCloseTo(2 / 3, 12);
  });

  it('[MT4] a score that is not finite is refused with its data row, a wrong number of scores with how many are needed', () => {
    const bad = scores.slice();
    bad[4] = Number.NaN;
    expect(refusal(() => bestClassRows({ labels: truth, scores: bad, classes: 3 }))).toMatchObject({
      fault: 'not-finite',
      row: 1,
    });
    expect(refusal(() => bestClassRows({ labels: truth, scores, classes: 4 })).reason).toContain('12 are needed');
  });
});
