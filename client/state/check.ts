/** What a Check found, from what the sandbox's official path gave back: all of it is computed here, in the candidate's browser. */
import { METRICS } from '../../engine/scoring/index.ts';
import type { CandidateBundle, MetricInfo } from '../../protocol/bundle.ts';
import type { CheckResult, MetricValue } from '../../protocol/score.ts';
import type { OfficialResult } from '../sandbox/types.ts';

type Finished = Extract<OfficialResult, { ok: true }>;

/** Labels as class numbers, or null where they are not whole numbers from 0. */
function classNumbers(labels: readonly unknown[]): Int32Array | null {
  const numbers = Int32Array.from(labels, (label) => (typeof label === 'boolean' ? Number(label) : Number(label)));
  return labels.every((label, i) => Number(label) === numbers[i] && (numbers[i] ?? -1) >= 0) ? numbers : null;
}

/** Metrics of the bundle that follow from scores and decisions alone; costs need amounts that only the server cleans. */
function metricsOf(info: readonly MetricInfo[], result: Finished, outputs: number | undefined): MetricValue[] {
  const fit = result.fits[0];
  const labels = result.check ? classNumbers(result.check.labels) : null;
  if (!fit || !labels) return [];
  const values: MetricValue[] = [];
  for (const { name, better } of info) {
    const metric = METRICS[name];
    if (!metric || metric.needs === 'amounts') continue;
    try {
      const decisions = fit.decisions ?? undefined;
      const value = metric.compute({ labels, scores: fit.predictions, decisions, classes: outputs });
      if (Number.isFinite(value)) values.push({ name, value, better });
    } catch {
      // The metric does not apply to these predictions; the official score gives the reason, here it is left out.
    }
  }
  return values;
}

/** The check's result for the log. */
export function checkResultOf(bundle: CandidateBundle, result: Finished): CheckResult {
  const fit = result.fits[0];
  if (!fit) throw new Error('Check came back without a fit. Run it again.');
  return {
    reported: fit.reported,
    metrics: metricsOf([bundle.metric, ...bundle.secondary], result, bundle.contract.outputs),
    weights: fit.weights,
    budget: bundle.constraints.weights,
    rows: fit.rows.valid,
    seconds: result.seconds,
    warnings: result.notes
      .map((note) => note.message.slice(0, 1_000))
      .filter((text, i, all) => all.indexOf(text) === i)
      .slice(0, 50),
  };
}
