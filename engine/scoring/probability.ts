/** Metrics of probabilities: log-loss and Brier score, for two classes and for several. */
import { MetricError } from './error.ts';
import { type Labels, meanOf, needLabels, needLength, needRange, needRows, sumWeights } from './input.ts';

/** Probabilities of class 1 (0 to 1), labels 0/1 and optional sample weights, one per row. */
export interface ProbabilityInput {
  readonly scores: Float64Array;
  readonly labels: Labels;
  readonly weights?: Float64Array | undefined;
}

/** Probabilities row after row (rows x classes), labels 0 .. classes - 1 and optional sample weights. */
export interface ClassProbabilityInput extends ProbabilityInput {
  /** Number of classes, 2 or more. */
  readonly classes: number;
}

/** A row of class probabilities may miss 1 by this much: enough for a softmax in 32-bit floats. */
const SUM_TOLERANCE = 1e-4;

/** Natural-log loss of a probability, clipped to [2^-52, 1 - 2^-52] as scikit-learn clips doubles. */
function surprise(p: number): number {
  return -Math.log(Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON));
}

/** Log-loss of each row in nats. @throws MetricError `empty`, `length`, `not-finite`, `range`, `label` */
export function logLossRows(input: ProbabilityInput): Float64Array {
  const { scores, labels } = input;
  needBinaryProbabilities(input);
  const rows = new Float64Array(labels.length);
  for (let i = 0; i < rows.length; i++) {
    const p = scores[i] as number;
    rows[i] = surprise(labels[i] === 1 ? p : 1 - p);
  }
  return rows;
}

/** Squared error of each row's probability. @throws MetricError `empty`, `length`, `not-finite`, `range`, `label` */
export function brierRows(input: ProbabilityInput): Float64Array {
  const { scores, labels } = input;
  needBinaryProbabilities(input);
  const rows = new Float64Array(labels.length);
  for (let i = 0; i < rows.length; i++) rows[i] = ((scores[i] as number) - (labels[i] as number)) ** 2;
  return rows;
}

/** Mean log-loss, 0 or more, one class allowed. Equal to scikit-learn's `log_loss(..., labels=[0, 1])`. */
export function logLoss(input: ProbabilityInput): number {
  const rows = logLossRows(input);
  return meanOf(rows, input.weights, sumWeights(input.weights, rows.length));
}

/** Brier score, 0 to 1. Equal to scikit-learn's `brier_score_loss` with positive label 1. */
export function brier(input: ProbabilityInput): number {
  const rows = brierRows(input);
  return meanOf(rows, input.weights, sumWeights(input.weights, rows.length));
}

/**
 * Multi-class log-loss of each row in nats.
 * @throws MetricError `option`, `empty`, `length`, `label`, `not-finite`, `range`; the row is the data row
 */
export function classLogLossRows(input: ClassProbabilityInput): Float64Array {
  const { scores, labels, classes } = input;
  if (!Number.isInteger(classes) || classes < 2) {
    throw new MetricError('option', `classes is ${classes}; it must be a whole number, 2 or more`);
  }
  needRows(labels.length);
  needLabels('label', labels, classes);
  const size = labels.length * classes;
  if (scores.length !== size) {
    throw new MetricError(
      'length',
      `scores has ${scores.length} values, ${size} are needed: rows x ${classes} classes`,
    );
  }
  const rows = new Float64Array(labels.length);
  for (let i = 0; i < rows.length; i++) {
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const p = scores[i * classes + c] as number;
      if (p - p !== 0) throw new MetricError('not-finite', `probability of class ${c} is ${p}`, i);
      if (p < 0 || p > 1) throw new MetricError('range', `probability of class ${c} is ${p}, not within 0 and 1`, i);
      sum += p;
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new MetricError('range', `the class probabilities sum to ${sum}; they must sum to 1`, i);
    }
    rows[i] = surprise(scores[i * classes + (labels[i] as number)] as number);
  }
  return rows;
}

/** Mean multi-class log-loss. Equal to scikit-learn's `log_loss(..., labels=range(classes))`. */
export function classLogLoss(input: ClassProbabilityInput): number {
  const rows = classLogLossRows(input);
  return meanOf(rows, input.weights, sumWeights(input.weights, rows.length));
}

function needBinaryProbabilities(input: ProbabilityInput): void {
  needRows(input.labels.length);
  needLength('scores', input.scores.length, input.labels.length);
  needLabels('label', input.labels);
  needRange('probability', input.scores, 0, 1);
}
