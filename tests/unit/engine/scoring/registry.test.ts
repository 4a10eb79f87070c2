import { describe, expect, it } from 'vitest';
import { pickRows } from '../../../../engine/scoring/columns.ts';
import {
  METRICS,
  type Metric,
  type MetricInput,
  matchMetric,
  pairedBootstrap,
  pointValue,
} from '../../../../engine/scoring/index.ts';

const n = 240;
const noise = (i: number, salt: number) => (((i + 1) * 2654435761 + salt * 40503) % 10007) / 10007;
const labels = Uint8Array.from({ length: n }, (_, i) => (noise(i, 1) < 0.3 ? 1 : 0));
const binary: MetricInput = {
  labels,
  scores: Float64Array.from(labels, (y, i) => 0.1 + 0.5 * noise(i, 2) + 0.35 * y),
  amounts: Float64Array.from(labels, (_, i) => 1000 * noise(i, 3)),
  weights: Float64Array.from(labels, (_, i) => 0.5 + noise(i, 4)),
  cost: { call: 20, cap: 500 },
  beta: 0.5,
};
const classLabels = Int32Array.from({ length: n }, (_, i) => i % 3);
const classScores = new Float64Array(3 * n);
for (let i = 0; i < n; i++) {
  const raw = [0, 1, 2].map((c) => 0.1 + noise(i, c) + (classLabels[i] === c ? 0.5 : 0));
  const sum = raw.reduce((a, b) => a + b, 0);
  for (const [c, v] of raw.entries()) classScores[3 * i + c] = v / sum;
}
const inputs: Record<string, MetricInput> = {
  macro_f1: {
    labels: classLabels,
    decisions: classLabels.map((y, i) => (noise(i, 9) < 0.7 ? y : (y + 1) % 3)),
    classes: 3,
  },
  class_log_loss: { labels: classLabels, scores: classScores, classes: 3 },
  best_class_accuracy: { labels: classLabels, scores: classScores, classes: 3 },
  ordered_cost: {
    labels: classLabels,
    decisions: classLabels.map((y, i) => (noise(i, 9) < 0.7 ? y : 3)),
    amounts: binary.amounts,
    cost: binary.cost,
    classes: 3,
  },
  ndcg: {
    labels: Float64Array.from(labels, (y, i) => y * (1 + (i % 2))),
    scores: binary.scores,
    groups: Int32Array.from(labels, (_, i) => i % 12),
    k: 5,
  },
};
const inputOf = (metric: Metric): MetricInput => inputs[metric.name] ?? binary;

describe('registry', () => {
  it.each(Object.values(METRICS))('[MT6] $name computes, and its statistic on every row once is the same', (metric) => {
    const input = inputOf(metric);
    const value = metric.compute(input);
    expect(Number.isFinite(value)).toBe(true);
    expect(pointValue(metric.statistic(input))).toBeCloseTo(value, 12);
    expect(METRICS[metric.name]).toBe(metric);
  });

  it.each(Object.values(METRICS))('[MT6] $name: worse predictions are worse in the direction it states', (metric) => {
    const input = inputOf(metric);
    const flipped: MetricInput = {
      ...input,
      scores:
        input.scores?.length === 3 * n
          ? new Float64Array(3 * n).map((_, j) => classScores[j - (j % 3) + ((j + 1) % 3)] as number)
          : input.scores?.map((s) => 1 - s),
      decisions: input.decisions?.map((y) => (y + 1) % 3),
    };
    const [good, bad] = [metric.compute(input), metric.compute(flipped)];
    expect(metric.better === 'higher' ? good > bad : good < bad, `good ${good}, bad ${bad}`).toBe(true);
    const paired = pairedBootstrap(metric.statistic(input), metric.statistic(flipped), { replicates: 100 });
    expect(paired.diff).toBeCloseTo(good - bad, 12);
    expect(paired.sd).toBeGreaterThan(0);
  });

  const ofRows = Object.values(METRICS).filter((metric) => metric.name !== 'ndcg');
  it.each(ofRows)('[MT8] $name: its statistic on a draw is the metric of the drawn rows', (metric) => {
    const input = inputOf(metric);
    const counts = Float64Array.from({ length: n }, (_, i) => Math.floor(4 * noise(i, 11)));
    const rows = Uint32Array.from([...counts].flatMap((times, i) => Array.from({ length: times }, () => i)));
    expect(metric.statistic(input).value(counts)).toBeCloseTo(metric.compute(pickRows(input, rows)), 12);
  });

  it.each(Object.values(METRICS))('[MT6] $name says what is missing', (metric) => {
    const { labels: only } = inputOf(metric);
    expect(() => metric.compute({ labels: only })).toThrow(/this metric needs/);
  });

  it('[MT6] is not reachable by names of Object.prototype', () => {
    expect(METRICS.constructor).toBeUndefined();
    expect(matchMetric('constructor')).toBeNull();
    expect(matchMetric('__proto__')).toBeNull();
  });

  it('[MT6] a decision metric decides from scores at the threshold where decisions are absent', () => {
    const recall = METRICS.recall as Metric;
    expect(recall.compute({ ...binary, threshold: 0 })).toBe(1);
    expect(recall.compute({ ...binary, threshold: 2 })).toBe(0);
    expect(recall.compute(binary)).toBe(recall.compute({ ...binary, threshold: 0.5 }));
  });
});

describe('names people use', () => {
  it.each([
    ['AP', 'average_precision'],
    ['average precision', 'average_precision'],
    ['average_precision_score', 'average_precision'],
    ['PR-AUC', 'average_precision'],
    ['pr auc', 'average_precision'],
    ['AUPRC (validation)', 'average_precision'],
    ['val_average_precision', 'average_precision'],
    ['accuracy', 'accuracy'],
    ['Accuracy score', 'accuracy'],
    ['test acc', 'accuracy'],
    ['roc_auc', 'roc_auc'],
    ['ROC AUC', 'roc_auc'],
    ['AUC', 'roc_auc'],
    ['auroc on the test set', 'roc_auc'],
    ['expected cost', 'expected_cost'],
    ['Expected cost per row', 'expected_cost'],
    ['mean cost', 'expected_cost'],
    ['logloss', 'log_loss'],
    ['Log loss', 'log_loss'],
    ['binary cross-entropy', 'log_loss'],
    ['brier_score_loss', 'brier'],
    ['F1', 'f1'],
    ['f1-score', 'f1'],
    ['F1 @ 0.5', 'f1'],
    ['precision at threshold 0.3', 'precision'],
    ['Recall@0.25', 'recall'],
    ['f1_macro', 'macro_f1'],
    ['NDCG@10', 'ndcg'],
    ['ndcg at 5', 'ndcg'],
    ['RMSE', 'rmse'],
    ['mean absolute error', 'mae'],
  ])('[MT6] %s is %s', (text, name) => {
    expect(matchMetric(text)?.name).toBe(name);
  });

  it.each([
    '',
    ' ',
    'balanced accuracy',
    'micro F1',
    'precision@10',
    'weighted f1',
    'gini',
    'score',
    'test',
    'R2',
    'rank',
  ])('[MT6] %j is none of ours', (text) => {
    expect(matchMetric(text)).toBeNull();
  });

  it('[MT6] no two metrics share a name', () => {
    for (const metric of Object.values(METRICS)) {
      for (const name of [metric.name, metric.title, ...metric.aliases]) {
        expect(matchMetric(name)?.name, name).toBe(metric.name);
      }
    }
  });
});
