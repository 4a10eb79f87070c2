/** Metrics of predicted values: mean absolute error and root mean squared error. */
import { type Column, meanOf, needFinite, needLength, needRows, sumWeights } from './input.ts';

/** Predicted values, true values and optional sample weights, one per row. */
export interface RegressionInput {
  readonly scores: Float64Array;
  readonly labels: Column;
  readonly weights?: Float64Array | undefined;
}

/** Absolute error of each row. @throws MetricError `empty`, `length`, `not-finite` */
export function absoluteErrors(input: RegressionInput): Float64Array {
  return errors(input, Math.abs);
}

/** Mean absolute error, in the unit of the target. Equal to scikit-learn's `mean_absolute_error`. */
export function meanAbsoluteError(input: RegressionInput): number {
  const rows = absoluteErrors(input);
  return meanOf(rows, input.weights, sumWeights(input.weights, rows.length));
}

/** Root of the mean squared error, in the unit of the target. Equal to `root_mean_squared_error`. */
export function rootMeanSquaredError(input: RegressionInput): number {
  const rows = errors(input, (e) => e * e);
  return Math.sqrt(meanOf(rows, input.weights, sumWeights(input.weights, rows.length)));
}

function errors(input: RegressionInput, loss: (error: number) => number): Float64Array {
  const { scores, labels } = input;
  needRows(labels.length);
  needLength('scores', scores.length, labels.length);
  if (labels instanceof Float64Array) needFinite('true value', labels);
  needFinite('predicted value', scores);
  const rows = new Float64Array(labels.length);
  for (let i = 0; i < rows.length; i++) rows[i] = loss((scores[i] as number) - (labels[i] as number));
  return rows;
}
