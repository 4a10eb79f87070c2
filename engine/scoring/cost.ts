/** The cost of decisions: a fixed cost per call, and the amount lost per missed row. */
import { MetricError } from './error.ts';
import { type Labels, meanOf, needLabels, needLength, needRange, needRows, sumWeights } from './input.ts';

/** What a decision costs, in the unit of the amounts. */
export interface CostSpec {
  /** Cost of acting on a row (holding a transfer and calling), whatever its label; 0 or more. */
  readonly call: number;
  /** The most a missed row can cost; Infinity for no cap. */
  readonly cap: number;
}

/** Decisions (1 = act), labels (1 = bad), amounts at stake (0 or more) and optional weights, one per row. */
export interface CostInput {
  readonly decisions: Labels;
  readonly labels: Labels;
  readonly amounts: Float64Array;
  readonly cost: CostSpec;
  readonly weights?: Float64Array | undefined;
}

/**
 * Cost of each row: `call` where the decision is 1, min(amount, cap) where it is 0 and the label 1, else 0.
 * @throws MetricError `option`, `empty`, `length`, `label`, `not-finite`, `range`
 */
export function costRows(input: CostInput): Float64Array {
  const { decisions, labels, amounts, cost } = input;
  needSpec(cost);
  const n = labels.length;
  needRows(n);
  needLength('decisions', decisions.length, n);
  needLength('amounts', amounts.length, n);
  needLabels('label', labels);
  needLabels('decision', decisions);
  needRange('amount', amounts, 0, Infinity);
  const rows = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (decisions[i] === 1) rows[i] = cost.call;
    else if (labels[i] === 1) rows[i] = Math.min(amounts[i] as number, cost.cap);
  }
  return rows;
}

/** Mean cost per row, in the unit of the amounts. @throws MetricError as `costRows`, and `weight` */
export function expectedCost(input: CostInput): number {
  const rows = costRows(input);
  return meanOf(rows, input.weights, sumWeights(input.weights, rows.length));
}

/**
 * The decision of least expected cost for each row: act where p * min(amount, cap) exceeds the cost of a call.
 * @param probabilities calibrated chance that the label is 1, 0 to 1
 * @throws MetricError `option`, `length`, `not-finite`, `range`
 */
export function leastCostDecisions(probabilities: Float64Array, amounts: Float64Array, cost: CostSpec): Uint8Array {
  needSpec(cost);
  needLength('amounts', amounts.length, probabilities.length);
  needRange('probability', probabilities, 0, 1);
  needRange('amount', amounts, 0, Infinity);
  const decisions = new Uint8Array(amounts.length);
  for (let i = 0; i < decisions.length; i++) {
    const loss = (probabilities[i] as number) * Math.min(amounts[i] as number, cost.cap);
    decisions[i] = loss > cost.call ? 1 : 0;
  }
  return decisions;
}

/** Refuses costs that are no costs. @throws MetricError `option` */
export function needSpec(cost: CostSpec): void {
  if (!(cost.call >= 0 && cost.call < Infinity)) {
    throw new MetricError('option', `cost of a call is ${cost.call}; it must be a finite number, 0 or more`);
  }
  if (!(cost.cap >= 0)) throw new MetricError('option', `cap is ${cost.cap}; it must be 0 or more`);
}
