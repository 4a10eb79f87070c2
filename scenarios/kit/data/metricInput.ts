/** What a metric of a scenario is computed from: labels, amounts and costs of some rows of the hold-out. */
import type { MetricInput } from '../../../engine/scoring/index.ts';
import type { ScenarioData } from '../data.ts';
import type { ScenarioSpec } from '../manifest/schema.ts';

/** How many classes a scenario has. */
interface Classes {
  data: Pick<ScenarioSpec['data'], 'classes'>;
}

/** What of a scenario says how its predictions and decisions are judged. */
export type TruthSpec = Classes & {
  cost: Pick<NonNullable<ScenarioSpec['cost']>, 'array' | 'call' | 'missedCap'> | null;
};

/** Columns that `predict` has to return, one per class; undefined for two classes, where one score per row is enough. */
export function outputsOf({ data }: Classes): number | undefined {
  return data.classes > 2 ? data.classes : undefined;
}

/** What `decide` may choose among, from 0; undefined for 0 and 1. With `ordered_cost` the last choice is to ask a person. */
export function choicesOf({
  data,
  metric,
}: Classes & { metric: Pick<ScenarioSpec['metric'], 'name'> }): number | undefined {
  const choices = metric.name === 'ordered_cost' ? data.classes + 1 : data.classes;
  return choices > 2 ? choices : undefined;
}

/**
 * The part of a metric's input that does not come from the candidate.
 * @param rows positions in the hold-out; all where it is left out
 * @throws Error where data.ts gives no amounts for the cost
 */
export function truthOf(
  spec: TruthSpec,
  data: Pick<ScenarioData, 'labels' | 'arrays'>,
  rows?: readonly number[],
): MetricInput {
  const { cost } = spec;
  const labels = rows ? Uint8Array.from(rows, (row) => data.labels[row] as number) : data.labels;
  const classes = outputsOf(spec);
  const array = cost ? data.arrays[cost.array] : undefined;
  if (cost && !array)
    throw new Error(`data.ts gives no array "${cost.array}", which cost.array names, for the rows that are judged`);
  return {
    labels,
    ...(classes === undefined ? {} : { classes }),
    ...(array && cost
      ? {
          amounts: rows ? Float64Array.from(rows, (row) => array[row] as number) : array,
          cost: { call: cost.call, cap: cost.missedCap },
        }
      : {}),
  };
}
