/** Metrics of order: area under the ROC curve and average precision. */
import { MetricError } from './error.ts';
import { type Labels, needFinite, needLabels, needLength, needRows, sumWeights } from './input.ts';
import { radixSort } from './radix.ts';

/** Scores (any finite number, higher means more likely 1), labels 0/1 and optional sample weights, one per row. */
export interface RankingInput {
  readonly scores: Float64Array;
  readonly labels: Labels;
  readonly weights?: Float64Array | undefined;
}

/** Both ranking metrics of one set of scores. */
export interface Ranking {
  /** Chance that a positive outranks a negative, ties half; NaN where one class is absent. */
  readonly rocAuc: number;
  /** Sum over distinct thresholds of precision times gained recall; 0 without positives, as scikit-learn. */
  readonly averagePrecision: number;
}

/** Rows ordered once, so that many weightings (bootstrap counts) are evaluated in one pass each. */
interface RankedRows {
  /** Row numbers by descending score. */
  readonly order: Uint32Array;
  /** Label of each row, in that order. */
  readonly labels: Uint8Array;
  /** 1 at the last place of each group of tied scores. */
  readonly closes: Uint8Array;
}

/**
 * ROC-AUC and average precision in one go. Without weights: positives and negatives are split, radix-sorted and
 * merged, O(n). With weights: one index sort. Ties are exact: tied rows form one threshold.
 * @throws MetricError `empty`, `length`, `not-finite`, `label`, `weight`
 */
export function ranking(input: RankingInput): Ranking {
  const { scores, labels, weights } = input;
  needRows(labels.length);
  needLength('scores', scores.length, labels.length);
  if (weights === undefined) return rankSplit(scores, labels);
  sumWeights(weights, labels.length);
  return rankWeighted(rankRows(scores, labels), weights);
}

/**
 * Area under the ROC curve, 0 to 1 (0.5: no order). Equal to scikit-learn's `roc_auc_score`.
 * @throws MetricError as `ranking`, and `one-class` where only one class carries weight
 */
export function rocAuc(input: RankingInput): number {
  const { rocAuc: value } = ranking(input);
  if (Number.isNaN(value)) {
    throw new MetricError('one-class', 'all rows are of one class; ROC-AUC compares positives with negatives');
  }
  return value;
}

/** Average precision, 0 to 1, step-wise, not interpolated. Equal to scikit-learn's `average_precision_score`. */
export function averagePrecision(input: RankingInput): number {
  return ranking(input).averagePrecision;
}

function rankSplit(scores: Float64Array, labels: Labels): Ranking {
  const n = labels.length;
  needLabels('label', labels);
  let positives = 0;
  for (let i = 0; i < n; i++) positives += labels[i] as number;
  const negatives = n - positives;
  const split = new Float64Array(n);
  let p = 0;
  let q = positives;
  for (let i = 0; i < n; i++) {
    const s = scores[i] as number;
    if (s - s !== 0) throw new MetricError('not-finite', `score is ${s}; it must be a finite number`, i);
    const y = labels[i] as number;
    // Arithmetic instead of a branch: labels are random to the branch predictor.
    split[q + y * (p - q)] = s;
    p += y;
    q += 1 - y;
  }
  const scratch = new Float64Array(Math.max(positives, negatives));
  const low = radixSort(split.subarray(positives), scratch);
  // The sorted negatives may lie in the scratch, so the positives then use the room the negatives left.
  const spare = low.buffer === scratch.buffer ? new Float64Array(positives) : scratch;
  return mergeSorted(radixSort(split.subarray(0, positives), spare), low);
}

/** Walks the distinct scores of the positives downwards; the negatives follow with one pointer. */
function mergeSorted(positives: Float64Array, negatives: Float64Array): Ranking {
  const P = positives.length;
  const N = negatives.length;
  let wins = 0;
  let ap = 0;
  let i = P - 1;
  let above = N - 1; // negatives[above] is the highest negative not above the current score
  let tied = N - 1; // negatives[tied] is the highest negative below the current score
  while (i >= 0) {
    const v = positives[i] as number;
    const before = i;
    do i--;
    while (i >= 0 && (positives[i] as number) === v);
    const gained = before - i;
    while (above >= 0 && (negatives[above] as number) > v) above--;
    tied = above;
    while (tied >= 0 && (negatives[tied] as number) === v) tied--;
    wins += gained * (tied + 1 + (above - tied) / 2);
    const found = P - 1 - i;
    ap += gained * (found / (found + (N - 1 - tied)));
    above = tied;
  }
  return {
    rocAuc: P === 0 || N === 0 ? Number.NaN : wins / (P * N),
    averagePrecision: P === 0 ? 0 : ap / P,
  };
}

/**
 * Orders rows by descending score once, for `rankWeighted`.
 * @throws MetricError `empty`, `length`, `not-finite`, `label`
 */
export function rankRows(scores: Float64Array, labels: Labels): RankedRows {
  const n = labels.length;
  needRows(n);
  needLength('scores', scores.length, n);
  needLabels('label', labels);
  needFinite('score', scores);
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  order.sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const ordered = new Uint8Array(n);
  const closes = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    ordered[i] = labels[order[i] as number] as number;
    const last = i === n - 1 || scores[order[i] as number] !== scores[order[i + 1] as number];
    closes[i] = last ? 1 : 0;
  }
  return { order, labels: ordered, closes };
}

/** Ranking metrics of ordered rows under weights (one per row, in the original row order, 0 or more). */
export function rankWeighted(rows: RankedRows, weights: Float64Array): Ranking {
  const { order, labels, closes } = rows;
  let tp = 0;
  let fp = 0;
  let tpBefore = 0;
  let fpBefore = 0;
  let wins = 0;
  let ap = 0;
  for (let i = 0; i < order.length; i++) {
    const w = weights[order[i] as number] as number;
    const positive = w * (labels[i] as number);
    tp += positive;
    fp += w - positive;
    if (closes[i] === 0) continue;
    const gained = tp - tpBefore;
    if (gained > 0) ap += gained * (tp / (tp + fp));
    wins += (fp - fpBefore) * (tpBefore + gained / 2);
    tpBefore = tp;
    fpBefore = fp;
  }
  return {
    rocAuc: tp > 0 && fp > 0 ? wins / (tp * fp) : Number.NaN,
    averagePrecision: tp > 0 ? ap / tp : 0,
  };
}
