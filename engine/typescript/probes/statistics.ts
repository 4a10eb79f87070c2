/** What probes compute of labels and scores. */
import type { Scores } from '../official/outputs.ts';
import { FEW_CLASSES } from './table.ts';
import { CannotTell } from './verdict.ts';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Score columns of a row. */
export const width = ({ shape }: Scores): number => shape[1] ?? 1;

/** One column of scores. */
function scoreColumn(scores: Scores, at: number): Float64Array {
  const wide = width(scores);
  return Float64Array.from({ length: scores.values.length / wide }, (_, i) => scores.values[i * wide + at] as number);
}

/** The last column: the score of the later of two classes. */
export const lastColumn = (scores: Scores): Float64Array => scoreColumn(scores, width(scores) - 1);

/**
 * Area under the ROC curve with ties at their mean rank, and its standard deviation where labels mean nothing, which is that
 * of the Mann-Whitney statistic: sqrt((n + m + 1) / (12 n m)).
 */
function auroc(positive: readonly boolean[], scores: ArrayLike<number>): { area: number; deviation: number } {
  const n = positive.filter(Boolean).length;
  const m = positive.length - n;
  if (n === 0 || m === 0) throw new CannotTell('the validation rows hold one class only');
  const order = positive.map((_, at) => at).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let ranks = 0;
  for (let at = 0; at < order.length; ) {
    let end = at;
    while (end < order.length && scores[order[end] as number] === scores[order[at] as number]) end++;
    const rank = (at + 1 + end) / 2;
    for (; at < end; at++) if (positive[order[at] as number]) ranks += rank;
  }
  return { area: (ranks - (n * (n + 1)) / 2) / (n * m), deviation: Math.sqrt((n + m + 1) / (12 * n * m)) };
}

/** Distinct labels in their order; empty where they are numbers rather than classes. */
export function classes(labels: readonly unknown[]): unknown[] {
  const distinct = [...new Set(labels)];
  if (distinct.length > FEW_CLASSES) return [];
  return distinct.every((one) => typeof one === 'number')
    ? (distinct as number[]).sort((a, b) => a - b)
    : distinct.sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

/**
 * How well scores rank labels, 0.5 being chance, and the deviation of that under chance. Two classes: AUROC, the later label in
 * sorting order being positive. Scores [n, k]: mean of one class against the rest. Other numbers: AUROC of the labels above
 * their median.
 */
export function ranking(labels: readonly unknown[], scores: Scores): { area: number; deviation: number } {
  const kinds = classes(labels);
  if (kinds.length === 2)
    return auroc(
      labels.map((label) => label === kinds[1]),
      lastColumn(scores),
    );
  if (width(scores) > 1) {
    const places = classPlaces(labels, width(scores));
    const found = [...new Set(places)].map((k) =>
      auroc(
        places.map((place) => place === k),
        scoreColumn(scores, k),
      ),
    );
    const variance = mean(found.map(({ deviation }) => deviation ** 2));
    return {
      area: mean(found.map(({ area }) => area)),
      deviation: Math.sqrt(variance / Math.max(1, found.length / 2)),
    };
  }
  if (!labels.every((label) => typeof label === 'number')) {
    throw new CannotTell('labels are neither two classes nor numbers, and predict returns one score a row');
  }
  const sorted = Float64Array.from(labels as number[]).sort();
  const half = sorted.length / 2;
  const median = ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2;
  return auroc(
    (labels as number[]).map((label) => label > median),
    lastColumn(scores),
  );
}

/** The score column of each label: the label itself where all are whole numbers below `columns`, else its rank. */
export function classPlaces(labels: readonly unknown[], columns: number): number[] {
  const named = labels.every(
    (label) => Number.isInteger(label) && (label as number) >= 0 && (label as number) < columns,
  );
  if (named) return labels as number[];
  const kinds = classes(labels);
  if (kinds.length !== columns) {
    throw new CannotTell(`predict returns ${columns} scores a row for ${kinds.length} classes`);
  }
  return labels.map((label) => kinds.indexOf(label));
}

/** The score that each row gives to its label; for one score per row and two classes p or 1 - p. */
export function ofLabel(labels: readonly unknown[], scores: Scores): Float64Array {
  const wide = width(scores);
  if (wide > 1) {
    const places = classPlaces(labels, wide);
    return Float64Array.from(places, (place, i) => scores.values[i * wide + place] as number);
  }
  const kinds = classes(labels);
  if (kinds.length !== 2) throw new CannotTell('labels are not two classes, and predict returns one score a row');
  return Float64Array.from(scores.values, (p, i) => (labels[i] === kinds[1] ? p : 1 - p));
}

/** Scores within 0..1 as log-odds, at most 30 either way; others as they are. */
export function logOdds(values: Float64Array): Float64Array {
  if (values.some((p) => p < 0 || p > 1)) return values;
  return values.map((p) => {
    const clipped = Math.min(Math.max(p, 1e-13), 1 - 1e-13);
    return Math.log(clipped) - Math.log1p(-clipped);
  });
}

/** Largest difference of two lists of scores, relative to 1 or to the larger of the two. */
export function gap(a: Scores, b: Scores): number {
  if (a.values.length !== b.values.length || width(a) !== width(b)) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const [i, x] of a.values.entries()) {
    const y = b.values[i] as number;
    largest = Math.max(largest, Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y)));
  }
  return largest;
}

/** Mean scores of several predictions of the same rows. */
export function averaged(several: readonly Scores[]): Scores {
  const [first] = several;
  if (!first) throw new Error('nothing to average');
  const values = first.values.map((_, i) => mean(several.map((one) => one.values[i] as number)));
  return { values, shape: first.shape };
}

/** Logits as probabilities: the sigmoid of one score per row, the softmax of several. */
export function probabilities(scores: Scores): Scores {
  const wide = width(scores);
  if (wide === 1) return { ...scores, values: scores.values.map((x) => 1 / (1 + Math.exp(-x))) };
  const values = new Float64Array(scores.values.length);
  for (let at = 0; at < values.length; at += wide) {
    const row = scores.values.subarray(at, at + wide);
    const top = Math.max(...row);
    const parts = row.map((x) => Math.exp(x - top));
    const sum = parts.reduce((total, part) => total + part, 0);
    values.set(
      parts.map((part) => part / sum),
      at,
    );
  }
  return { ...scores, values };
}
