/** Takes the fields that a metric needs out of its input, and picks rows of an input. */
import { decideAt } from './decision.ts';
import { MetricError } from './error.ts';
import type { Column, Labels } from './input.ts';
import type { MetricInput } from './metric.ts';

/** A field a metric cannot do without. @throws MetricError `missing` */
export function required<K extends keyof MetricInput>(input: MetricInput, field: K): NonNullable<MetricInput[K]> {
  const value = input[field];
  if (value === undefined || value === null) throw new MetricError('missing', `this metric needs ${field}`);
  return value as NonNullable<MetricInput[K]>;
}

/** Labels as class numbers. @throws MetricError `label` where they are a Float64Array of target values */
function classLabels(input: MetricInput): Labels {
  return classColumn('labels', input.labels);
}

/** Scores with class labels, as ranking and probability metrics take them. @throws MetricError `missing`, `label` */
export function scored(input: MetricInput): {
  scores: Float64Array;
  labels: Labels;
  weights: Float64Array | undefined;
} {
  return { scores: required(input, 'scores'), labels: classLabels(input), weights: input.weights };
}

/** Decisions with class labels; where absent, decided from scores at the threshold. @throws MetricError `missing` */
export function decided(input: MetricInput): { decisions: Labels; labels: Labels; weights: Float64Array | undefined } {
  const { decisions, scores, threshold = 0.5, weights } = input;
  const labels = classLabels(input);
  if (decisions !== undefined) return { decisions: classColumn('decisions', decisions), labels, weights };
  if (scores === undefined) throw new MetricError('missing', 'this metric needs decisions, or scores and a threshold');
  return { decisions: decideAt(scores, threshold), labels, weights };
}

/**
 * The input with the given rows only (a row that is listed twice is there twice). Not for inputs grouped into queries.
 */
export function pickRows(input: MetricInput, rows: Uint32Array): MetricInput {
  return {
    ...input,
    labels: pick(input.labels, rows),
    scores: input.scores && pickScores(input.scores, input.labels.length, rows),
    decisions: input.decisions && pick(input.decisions, rows),
    amounts: input.amounts && (pick(input.amounts, rows) as Float64Array),
    weights: input.weights && (pick(input.weights, rows) as Float64Array),
  };
}

/** There may be several scores per row; they are stored row after row. */
function pickScores(scores: Float64Array, length: number, rows: Uint32Array): Float64Array {
  const width = Math.floor(scores.length / length);
  const picked = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const at = (rows[i] as number) * width;
    picked.set(scores.subarray(at, at + width), i * width);
  }
  return picked;
}

function pick(column: Column, rows: Uint32Array): Column {
  const picked = new (column.constructor as new (n: number) => Column)(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i] as number] as number;
  return picked;
}

function classColumn(name: string, column: Column): Labels {
  if (column instanceof Float64Array) {
    throw new MetricError('label', `${name} must be class numbers in a Uint8Array or Int32Array`);
  }
  return column;
}
