/** Metrics of decisions: the four outcome counts, accuracy, precision, recall, F-beta, macro F1. */
import { MetricError } from './error.ts';
import { type Labels, needFinite, needLabels, needLength, needRows, sumWeights } from './input.ts';

/** Decisions and labels (0/1) with optional sample weights, one per row. */
export interface DecisionInput {
  readonly decisions: Labels;
  readonly labels: Labels;
  readonly weights?: Float64Array | undefined;
}

/** Weighted counts of a binary decision. */
export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** 1 where the score reaches the threshold (score >= threshold). @throws MetricError `not-finite`, `option` */
export function decideAt(scores: Float64Array, threshold: number): Uint8Array {
  if (!Number.isFinite(threshold)) throw new MetricError('option', `threshold is ${threshold}; it must be finite`);
  needFinite('score', scores);
  const decisions = new Uint8Array(scores.length);
  for (let i = 0; i < scores.length; i++) decisions[i] = (scores[i] as number) >= threshold ? 1 : 0;
  return decisions;
}

/** Counts the four outcomes. @throws MetricError `empty`, `length`, `label`, `weight` */
export function confusion(input: DecisionInput): Confusion {
  const { decisions, labels, weights } = input;
  const n = labels.length;
  needRows(n);
  needLength('decisions', decisions.length, n);
  needLabels('label', labels);
  needLabels('decision', decisions);
  sumWeights(weights, n);
  const cells = new Float64Array(4);
  for (let i = 0; i < n; i++) {
    const cell = 2 * (labels[i] as number) + (decisions[i] as number);
    cells[cell] = (cells[cell] as number) + (weights === undefined ? 1 : (weights[i] as number));
  }
  const [tn, fp, fn, tp] = cells as unknown as [number, number, number, number];
  return { tp, fp, fn, tn };
}

/** tp / (tp + fp); 0 where nothing is decided 1. Equal to scikit-learn's `precision_score`. */
export function precision(input: DecisionInput): number {
  return precisionOf(confusion(input));
}

/** Precision of counts already made. */
export function precisionOf({ tp, fp }: Confusion): number {
  return ratio(tp, tp + fp);
}

/** tp / (tp + fn); 0 where no label is 1. Equal to scikit-learn's `recall_score`. */
export function recall(input: DecisionInput): number {
  return recallOf(confusion(input));
}

/** Recall of counts already made. */
export function recallOf({ tp, fn }: Confusion): number {
  return ratio(tp, tp + fn);
}

/**
 * (1 + b^2) tp / ((1 + b^2) tp + b^2 fn + fp); 0 where that is 0/0. Equal to scikit-learn's `fbeta_score`.
 * @param beta how many times as important recall is as precision, above 0
 * @throws MetricError as `confusion`, and `option`
 */
export function fBeta(input: DecisionInput, beta: number): number {
  return fBetaOf(confusion(input), beta);
}

/** F-beta of counts already made. @throws MetricError `option` */
export function fBetaOf({ tp, fp, fn }: Confusion, beta: number): number {
  if (!(beta > 0 && beta < Infinity)) throw new MetricError('option', `beta is ${beta}; it must be above 0`);
  const b2 = beta * beta;
  return ratio((1 + b2) * tp, (1 + b2) * tp + b2 * fn + fp);
}

/**
 * Share of rows whose decision equals the label; labels of any number of classes. Equal to `accuracy_score`.
 * @throws MetricError `empty`, `length`, `weight`
 */
export function accuracy(input: DecisionInput): number {
  const { decisions, labels, weights } = input;
  const n = labels.length;
  needRows(n);
  needLength('decisions', decisions.length, n);
  const total = sumWeights(weights, n);
  let right = 0;
  for (let i = 0; i < n; i++) {
    if (decisions[i] === labels[i]) right += weights === undefined ? 1 : (weights[i] as number);
  }
  return right / total;
}

/**
 * Unweighted mean of the classes' F1 over every class that occurs among labels or decisions. Equal to
 * scikit-learn's `f1_score(average='macro')`.
 * @throws MetricError `option`, `empty`, `length`, `label`, `weight`
 */
export function macroF1(input: DecisionInput, classes: number): number {
  const { decisions, labels, weights } = input;
  const n = labels.length;
  if (!Number.isInteger(classes) || classes < 2) {
    throw new MetricError('option', `classes is ${classes}; it must be a whole number, 2 or more`);
  }
  needRows(n);
  needLength('decisions', decisions.length, n);
  needLabels('label', labels, classes);
  needLabels('decision', decisions, classes);
  sumWeights(weights, n);
  const hit = new Float64Array(classes);
  const size = new Float64Array(classes); // of the class among labels plus among decisions
  const seen = new Uint8Array(classes);
  for (let i = 0; i < n; i++) {
    const y = labels[i] as number;
    const d = decisions[i] as number;
    const w = weights === undefined ? 1 : (weights[i] as number);
    seen[y] = 1;
    seen[d] = 1;
    size[y] = (size[y] as number) + w;
    size[d] = (size[d] as number) + w;
    if (y === d) hit[y] = (hit[y] as number) + w;
  }
  let sum = 0;
  let present = 0;
  for (let c = 0; c < classes; c++) {
    if (seen[c] === 0) continue;
    present++;
    sum += ratio(2 * (hit[c] as number), size[c] as number);
  }
  return sum / present;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
