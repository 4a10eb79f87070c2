/** Metrics of decisions among ordered classes, one further decision being to leave the row to a person. */
import { type CostSpec, needSpec } from './cost.ts';
import { MetricError } from './error.ts';
import { type Labels, meanOf, needLabels, needLength, needRange, needRows, sumWeights } from './input.ts';

/** Decisions among ordered classes, one per row, and what they cost. */
export interface OrderedCostInput {
  /** A class (0 to classes - 1), or `classes`: left to a person, who never errs. */
  readonly decisions: Labels;
  readonly labels: Labels;
  /** What a class too many or too few costs in each row; 0 or more. */
  readonly amounts: Float64Array;
  /** `call`: cost of asking a person; `cap`: the most that one error can cost. */
  readonly cost: CostSpec;
  /** Number of classes, 2 or more. */
  readonly classes: number;
  readonly weights?: Float64Array | undefined;
}

/** Scores row after row (rows x classes) with labels 0 .. classes - 1. */
export interface BestClassInput {
  readonly scores: Float64Array;
  readonly labels: Labels;
  readonly classes: number;
  readonly weights?: Float64Array | undefined;
}

/**
 * Cost of each row: `call` where it is left to a person, else min(|decision - label| x amount, cap).
 * @throws MetricError `option`, `empty`, `length`, `label`, `not-finite`, `range`
 */
export function orderedCostRows(input: OrderedCostInput): Float64Array {
  const { decisions, labels, amounts, cost, classes } = input;
  needClasses(classes);
  needSpec(cost);
  const n = labels.length;
  needRows(n);
  needLength('decisions', decisions.length, n);
  needLength('amounts', amounts.length, n);
  needLabels('label', labels, classes);
  needLabels('decision', decisions, classes + 1);
  needRange('amount', amounts, 0, Infinity);
  const rows = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const apart = Math.abs((decisions[i] as number) - (labels[i] as number));
    rows[i] = decisions[i] === classes ? cost.call : Math.min(apart * (amounts[i] as number), cost.cap);
  }
  return rows;
}

/** Mean cost per row, in the unit of the amounts. @throws MetricError as `orderedCostRows`, and `weight` */
export function orderedCost(input: OrderedCostInput): number {
  const rows = orderedCostRows(input);
  return meanOf(rows, input.weights, sumWeights(input.weights, rows.length));
}

/**
 * 1 for each row whose highest score is that of its label, else 0; of equal scores the first class counts.
 * @throws MetricError `option`, `empty`, `length`, `label`, `not-finite`; the row is the data row
 */
export function bestClassRows({ scores, labels, classes }: BestClassInput): Float64Array {
  needClasses(classes);
  needRows(labels.length);
  needLength('scores', scores.length, labels.length * classes);
  needLabels('label', labels, classes);
  return Float64Array.from(labels, (label, i) => {
    const own = scores.subarray(i * classes, (i + 1) * classes);
    const odd = own.findIndex((score) => !Number.isFinite(score));
    if (odd >= 0) throw new MetricError('not-finite', `score of class ${odd} is ${own[odd]}`, i);
    return own.indexOf(Math.max(...own)) === label ? 1 : 0;
  });
}

/** Share of rows whose highest score is that of their label. @throws MetricError as `bestClassRows`, and `weight` */
export function bestClassAccuracy(input: BestClassInput): number {
  const rows = bestClassRows(input);
  return meanOf(rows, input.weights, sumWeights(input.weights, rows.length));
}

function needClasses(classes: number): void {
  if (!Number.isInteger(classes) || classes < 2) {
    throw new MetricError('option', `classes is ${classes}; it must be a whole number, 2 or more`);
  }
}
