/** Scores runs with the very functions that the server uses. */
import { METRICS, type Metric, MetricError, type MetricInput, type Statistic } from '../../../engine/scoring/index.ts';
import { choicesOf, outputsOf, truthOf } from '../data/metricInput.ts';
import type { ScenarioData } from '../data.ts';
import type { Scenario } from '../read/scenario.ts';
import { naiveValue } from '../render/variant.ts';
import type { MeasuredFit } from './job.ts';

interface Scored {
  /** Of the scenario's metric, one per fit. */
  statistics: Statistic[];
  /** Means over fits of the other metrics, by name. */
  secondary: Record<string, number>;
}

export interface Scorer {
  of(fits: readonly MeasuredFit[]): Scored;
  /** Metric of acting on no row (see `naiveValue`). */
  naive: number;
  /** Metric of deciding the same for every row, the best of these; null where the metric has no value for them. */
  constant(): number | null;
}

/** A scorer of runs on these hold-out rows. @throws Error where engine/scoring lacks a metric */
export function scorerOf(scenario: Scenario, data: ScenarioData): Scorer {
  const { spec } = scenario;
  const truth = truthOf(spec, data);
  const metric = metricOf(scenario, spec.metric.name);
  return {
    of(fits) {
      const inputs = fits.map(
        (fit): MetricInput => ({ ...truth, scores: fit.predictions, decisions: fit.decisions ?? undefined }),
      );
      return {
        statistics: inputs.map((input) => metric.statistic(input)),
        secondary: Object.fromEntries(
          spec.secondary.map(({ name }) => {
            const other = metricOf(scenario, name);
            return [name, meanOf(inputs.map((input) => other.compute(input)))];
          }),
        ),
      };
    },
    naive: naiveValue(scenario, data),
    constant() {
      const rows = data.labels.length;
      const outputs = outputsOf(spec) ?? 1;
      const choices = choicesOf(spec) ?? 2;
      const values = Array.from({ length: choices }, (_, choice) => {
        // Certain of the class where there is a column for it; of two classes, of its number.
        const scores = new Float64Array(rows * outputs);
        for (let row = 0; row < rows; row++)
          if (outputs === 1) scores[row] = choice;
          else if (choice < outputs) scores[row * outputs + choice] = 1;
        return tried(metric, { ...truth, scores, decisions: new Uint8Array(rows).fill(choice) });
      }).filter((value) => value !== null);
      if (values.length === 0) return null;
      return spec.metric.better === 'lower' ? Math.min(...values) : Math.max(...values);
    },
  };
}

/** A metric by its name. @throws Error where engine/scoring lacks it */
export function metricOf({ slug }: Scenario, name: string): Metric {
  const metric = METRICS[name];
  if (metric) return metric;
  throw new Error(`scenarios/${slug}/scenario.yaml names the metric "${name}", which engine/scoring lacks`);
}

function tried(metric: Metric, input: MetricInput): number | null {
  try {
    return metric.compute(input);
  } catch (error) {
    if (error instanceof MetricError) return null;
    throw error;
  }
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
