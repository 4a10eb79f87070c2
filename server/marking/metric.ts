/** Metrics by the name that a scenario gives them. */
import { METRICS, type Metric } from '../../engine/scoring/index.ts';

/** @throws Error where there is no such metric: the scenario is wrong */
export const metricNamed = (name: string): Metric => {
  const metric = METRICS[name];
  if (!metric) throw new Error(`the scenario names the unknown metric "${name}"`);
  return metric;
};
