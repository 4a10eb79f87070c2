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
  leastCostDecisions,
  logLoss,
  macroF1,
  meanAbsoluteError,
  ndcg,
  precision,
  recall,
  rocAuc,
  rootMeanSquaredError,
} from '../../../../engine/scoring/index.ts';
import {
  type BinaryCase,
  type ClassCase,
  type CostCase,
  fixture,
  floats,
  type GainCase,
  near,
  type ValueCase,
} from './fixtures.ts';

describe('scikit-learn 1.6.1, two classes', () => {
  const cases = fixture<BinaryCase>('binary');

  it('[MT1] the fixtures hold what they are for', () => {
    const names = cases.map((c) => c.name).join('; ');
    for (const part of ['ties', 'weights', 'all negative', 'all positive', 'extreme', 'many']) {
      expect(names).toContain(part);
    }
  });

  it.each(cases)('[MT1] ranking: $name', (c) => {
    const input = {
      labels: Uint8Array.from(c.labels),
      scores: Float64Array.from(c.scores),
      weights: floats(c.weights),
    };
    near(averagePrecision(input), c.average_precision, 'average precision');
    const wide = { ...input, labels: Int32Array.from(c.labels) };
    near(averagePrecision(wide), c.average_precision, 'average precision of Int32Array labels');
    if (c.roc_auc === null) expect(() => rocAuc(input)).toThrow(/one class/);
    else near(rocAuc(input), c.roc_auc, 'ROC-AUC');
    // Unit weights take the other path to the same number.
    if (c.weights === null) {
      const unit = { ...input, weights: new Float64Array(c.labels.length).fill(1) };
      near(averagePrecision(unit), c.average_precision, 'average precision with unit weights');
      if (c.roc_auc !== null) near(rocAuc(unit), c.roc_auc, 'ROC-AUC with unit weights');
    }
  });

  it.each(cases)('[MT1] thresholds: $name', (c) => {
    for (const [threshold, expected] of Object.entries(c.thresholds)) {
      const decisions = decideAt(Float64Array.from(c.scores), Number(threshold));
      const input = { labels: Uint8Array.from(c.labels), decisions, weights: floats(c.weights) };
      near(precision(input), expected.precision, `precision at ${threshold}`);
      near(recall(input), expected.recall, `recall at ${threshold}`);
      near(accuracy(input), expected.accuracy, `accuracy at ${threshold}`);
      for (const [beta, value] of Object.entries(expected.f_beta)) {
        near(fBeta(input, Number(beta)), value, `F${beta} at ${threshold}`);
      }
    }
  });

  it.each(cases.filter((c) => c.log_loss !== undefined))('[MT1] probabilities: $name', (c) => {
    const input = {
      labels: Uint8Array.from(c.labels),
      scores: Float64Array.from(c.scores),
      weights: floats(c.weights),
    };
    near(logLoss(input), c.log_loss as number, 'log-loss');
    near(brier(input), c.brier as number, 'Brier score');
    for (const { bins, strategy, observed, predicted } of c.calibration ?? []) {
      const got = calibrationBins({ ...input, weights: undefined }, bins, strategy);
      expect(got.length, `${bins} ${strategy} bins`).toBe(observed.length);
      for (const [b, bin] of got.entries()) {
        near(bin.observed, observed[b] as number, `observed in bin ${b} of ${bins} ${strategy}`);
        near(bin.predicted, predicted[b] as number, `predicted in bin ${b} of ${bins} ${strategy}`);
      }
    }
    const weighted = c.weighted_calibration;
    if (weighted === undefined) return;
    const got = calibrationBins(input, weighted.bins);
    expect(got.length).toBe(weighted.weight.length);
    for (const [b, bin] of got.entries()) {
      near(bin.observed, weighted.observed[b] as number, `weighted observed in bin ${b}`);
      near(bin.predicted, weighted.predicted[b] as number, `weighted predicted in bin ${b}`);
      near(bin.weight, weighted.weight[b] as number, `weight of bin ${b}`);
    }
  });
});

describe('scikit-learn 1.6.1, other tasks', () => {
  it.each(fixture<ClassCase>('classes'))('[MT1] classes: $name', (c) => {
    const labels = Int32Array.from(c.labels);
    const weights = floats(c.weights);
    const decisions = Int32Array.from(c.decisions);
    near(macroF1({ labels, decisions, weights }, c.classes), c.macro_f1, 'macro F1');
    near(accuracy({ labels, decisions, weights }), c.accuracy, 'accuracy');
    const scores = Float64Array.from(c.scores);
    near(classLogLoss({ labels, scores, weights, classes: c.classes }), c.class_log_loss, 'log-loss');
  });

  it.each(fixture<GainCase>('gains'))('[MT1] NDCG: $name', (c) => {
    for (const { k, value } of c.ndcg) {
      const input = {
        labels: Float64Array.from(c.labels),
        scores: Float64Array.from(c.scores),
        groups: Int32Array.from(c.groups),
        weights: floats(c.weights),
        k: k ?? undefined,
      };
      near(ndcg(input), value, `NDCG at ${k}`);
    }
  });

  it.each(fixture<ValueCase>('values'))('[MT1] regression: $name', (c) => {
    const input = {
      labels: Float64Array.from(c.labels),
      scores: Float64Array.from(c.scores),
      weights: floats(c.weights),
    };
    near(meanAbsoluteError(input), c.mae, 'MAE');
    near(rootMeanSquaredError(input), c.rmse, 'RMSE');
  });

  it.each(fixture<CostCase>('costs'))('[MT7] expected cost: $name', (c) => {
    const cost = { call: c.call, cap: c.cap ?? Number.POSITIVE_INFINITY };
    const scores = Float64Array.from(c.scores);
    const amounts = Float64Array.from(c.amounts);
    const labels = Uint8Array.from(c.labels);
    const decisions = leastCostDecisions(scores, amounts, cost);
    expect([...decisions]).toEqual(c.decisions);
    const weights = floats(c.weights);
    near(expectedCost({ labels, decisions, amounts, cost, weights }), c.expected_cost, 'at least cost');
    const half = decideAt(scores, 0.5);
    near(expectedCost({ labels, decisions: half, amounts, cost, weights }), c.at_half, 'at one half');
  });
});
