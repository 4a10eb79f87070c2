/**
 * The scenario's metrics on the validation rows, from what the official path predicted for them: the candidate's `report` has no part
 * in it. A cost is computed from its column as the training file has it. What a scenario's cleaning makes of that column is for the
 * candidate to find out, so it never comes to this browser.
 */
import { METRICS, MetricError, type MetricInput } from '../../engine/scoring/index.ts';
import type { CandidateBundle } from '../../protocol/bundle.ts';
import type { MetricValue } from '../../protocol/score.ts';
import type { OnValidation } from '../sandbox/types.ts';
import { checkWords } from '../words/check.ts';
import { CsvReader } from './csv.ts';
import { numberOf } from './filter/cell.ts';

/** What could be computed; `remark` says from what the deciding metric was, or why it was not, and is null where nothing is to be said. */
export interface Validated {
  metrics: MetricValue[];
  remark: string | null;
}

type Bundle = Pick<CandidateBundle, 'metric' | 'secondary' | 'cost' | 'contract'>;

/** Labels as class numbers, or null where they are not whole numbers from 0. */
function classNumbers(labels: readonly unknown[]): Int32Array | null {
  const numbers = Int32Array.from(labels, (label) => Number(label));
  return labels.every((label, i) => Number(label) === numbers[i] && (numbers[i] ?? -1) >= 0) ? numbers : null;
}

/** A column of a CSV file; NaN where a cell is no number. */
function columnOf(file: Uint8Array, name: string): Float64Array {
  const reader = new CsvReader(new TextDecoder().decode(file));
  const [header = []] = reader.next(1);
  const at = header.indexOf(name);
  return Float64Array.from(reader.next(Number.POSITIVE_INFINITY), (row) => numberOf(row[at] ?? ''));
}

/** Scores as metrics want them: of two columns for two classes the second counts, as on the server. */
function scoresOf({ predictions, labels }: OnValidation, outputs: number | undefined): Float64Array {
  const isPair = outputs === undefined && predictions.length === 2 * labels.length;
  return isPair ? predictions.filter((_, i) => i % 2 === 1) : predictions;
}

/** The metrics of a bundle on the validation rows. */
export function validated({ metric, secondary, cost, contract }: Bundle, on: OnValidation): Validated {
  const labels = classNumbers(on.labels);
  if (!labels) return { metrics: [], remark: checkWords.noClasses(metric.title, contract.label) };
  const amounts = cost ? columnOf(on.rows, cost.amount) : undefined;
  const input: MetricInput = {
    labels,
    scores: scoresOf(on, contract.outputs),
    decisions: on.decisions ?? undefined,
    classes: contract.outputs,
    ...(cost && amounts ? { amounts, cost: { call: cost.call, cap: cost.missedCap } } : {}),
  };
  const metrics: MetricValue[] = [];
  let remark = cost ? checkWords.fromColumn(metric.title, cost.amount, contract.train) : null;
  // As on the server: scores alone do not say what a decision costs.
  const lacksDecisions = !on.decisions && (cost !== null || METRICS[metric.name]?.needs === 'decisions');
  if (lacksDecisions) remark = checkWords.notComputed(metric.title, checkWords.noDecisions);
  for (const { name, better } of lacksDecisions ? secondary : [metric, ...secondary]) {
    try {
      const value = METRICS[name]?.compute(input) ?? Number.NaN;
      if (Number.isFinite(value)) metrics.push({ name, value, better });
    } catch (error) {
      // Of a metric beside it nothing is said: the official score gives the reason.
      if (!(error instanceof MetricError)) throw error;
      if (name === metric.name) remark = checkWords.notComputed(metric.title, error.reason);
    }
  }
  return { metrics, remark };
}
