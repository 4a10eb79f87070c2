/** The refusal that metrics throw. */
/** Why a metric refused its input. */
export type MetricFault =
  | 'empty'
  | 'length'
  | 'not-finite'
  | 'range'
  | 'label'
  | 'weight'
  | 'one-class'
  | 'missing'
  | 'option';

/**
 * A refusal by a metric: the numbers cannot be scored, and why. `row` is the 0-based row of the first offending
 * value, or null where no single row is at fault. `reason` is the sentence without the row, fit to be shown to a
 * person.
 */
export class MetricError extends Error {
  override readonly name = 'MetricError';
  readonly fault: MetricFault;
  readonly reason: string;
  readonly row: number | null;

  constructor(fault: MetricFault, reason: string, row: number | null = null) {
    super(row === null ? reason : `row ${row}: ${reason}`);
    this.fault = fault;
    this.reason = reason;
    this.row = row;
  }
}
