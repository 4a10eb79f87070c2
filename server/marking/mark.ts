/** From an uploaded result and an answer key to every number that counts. Pure; runs in the scenario thread. */
import { PayloadError } from '../../engine/crossing/error.ts';
import {
  type Metric,
  MetricError,
  type MetricInput,
  matchMetric,
  noiseOf,
  pairedNoise,
  REPLICATES,
  type Statistic,
} from '../../engine/scoring/index.ts';
import type { MetricValue, ScoreFailure } from '../../protocol/score.ts';
import { type ScoreUploadFit, UploadError } from '../../protocol/upload.ts';
import { outputsOf, truthOf } from '../../scenarios/kit/index.ts';
import type { AnswerKey } from './answerKey.ts';
import { weightsOf } from './budget.ts';
import { MarkingError } from './error.ts';
import { metricNamed } from './metric.ts';
import { ordered, wantedOf } from './shapes.ts';
import type { Marked, MarkInput, MarkOutcome, Noisy, PartScore, StoredPredictions } from './types.ts';
import { readUpload } from './upload.ts';

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Metric inputs of the rows of one part, one per fit. */
function inputsOf(fits: StoredPredictions['fits'], key: AnswerKey, isPublic: 0 | 1): MetricInput[] {
  const { publicRows, spec } = key;
  const rows: number[] = [];
  for (const [row, flag] of publicRows.entries()) if (flag === isPublic) rows.push(row);
  const truth = truthOf(spec, key, rows);
  const width = outputsOf(spec) ?? 1;
  return fits.map(({ scores, decisions }) => {
    const part = new Float64Array(rows.length * width);
    for (const [i, row] of rows.entries()) part.set(scores.subarray(row * width, (row + 1) * width), i * width);
    return {
      ...truth,
      scores: part,
      ...(decisions ? { decisions: Uint8Array.from(rows, (row) => decisions[row] as number) } : {}),
    };
  });
}

const statistics = (metric: Metric, inputs: MetricInput[]): Statistic[] =>
  inputs.map((input) => metric.statistic(input));

function metricValueOf(metric: Metric, inputs: MetricInput[]): MetricValue {
  return { name: metric.name, value: mean(inputs.map((input) => metric.compute(input))), better: metric.better };
}

/** Earlier scores on the same rows. */
interface Earlier {
  last: MetricInput[] | null;
  best: MetricInput[] | null;
}

function partOf({ spec, targets }: AnswerKey, now: MetricInput[], earlier: Earlier): PartScore {
  const metric = metricNamed(spec.metric.name);
  const mine = statistics(metric, now);
  const options = { replicates: REPLICATES.interview, seed: 1 };
  const alone = noiseOf(mine, options);
  const against = (before: MetricInput[] | null): Noisy | null => {
    if (!before) return null;
    const { diff, sd, beyondNoise } = pairedNoise(mine, statistics(metric, before), options);
    return { value: diff, sd, beyondNoise };
  };
  return {
    metric: { name: metric.name, value: alone.now, better: metric.better },
    se: alone.sd,
    secondary: spec.secondary.map(({ name }) => metricValueOf(metricNamed(name), now)),
    delta: against(earlier.last),
    toBest: against(earlier.best),
    // What luck alone may reach is not reached: the target has to lie outside of the score's own interval.
    toTargets: targets.map(({ name, value }) => ({
      name,
      value: alone.now - value,
      sd: alone.sd,
      beyondNoise: value < alone.low || value > alone.high,
    })),
  };
}

/** The metric that the candidate reports: the mean over fits where they agree on a name. */
function reportedOf(fits: ScoreUploadFit[]): MetricValue | null {
  const all = fits.map((fit) => fit.reported);
  const [first] = all;
  if (!first || all.some((r) => r?.name !== first.name || !Number.isFinite(r.value))) return null;
  return { ...first, value: mean(all.map((r) => r?.value ?? Number.NaN)) };
}

/** The reported metric on the same rows as the final score, where its name is one we can compute from what there is. */
function sameMetric(reported: MetricValue | null, inputs: MetricInput[]): MetricValue | null {
  const metric = reported && matchMetric(reported.name);
  if (!metric) return null;
  try {
    return metricValueOf(metric, inputs);
  } catch (e) {
    if (e instanceof MetricError) return null;
    throw e;
  }
}

function marked(key: AnswerKey, order: Uint32Array, { body, files, given, before, best }: MarkInput): Marked {
  const { fits, facts, onValidation } = readUpload(body, key);
  const weights = weightsOf(fits, key, files, given);
  const wanted = wantedOf(key);
  const predictions: StoredPredictions = { fits: fits.map((fit) => ordered(fit, order, wanted)) };
  const part = (which: 0 | 1) => {
    const inputs = inputsOf(predictions.fits, key, which);
    const of = (earlier: StoredPredictions | null) => earlier && inputsOf(earlier.fits, key, which);
    return { inputs, score: partOf(key, inputs, { last: of(before), best: of(best ?? null) }) };
  };
  const [shown, final] = [part(1), part(0)];
  const reported = reportedOf(fits);
  return {
    ok: true,
    public: shown.score,
    private: final.score,
    reported,
    reportedFirst: reported && (fits[0]?.reported ?? null),
    onValidation: onValidation?.name === key.spec.metric.name ? onValidation : null,
    sameOnHoldout: sameMetric(reported, final.inputs),
    weights,
    facts,
    predictions,
  };
}

/**
 * Marks an uploaded result; whatever is wrong with it comes back as a failure that costs no try.
 * @param order the row of the data behind each handed-out row
 */
export function markResult(key: AnswerKey, order: Uint32Array, input: MarkInput): MarkOutcome {
  try {
    return marked(key, order, input);
  } catch (e) {
    if (e instanceof MarkingError) return { ok: false, failure: e.failure };
    const failure = (code: ScoreFailure['code'], stage: ScoreFailure['stage'], message: string): MarkOutcome => ({
      ok: false,
      failure: { code, stage, message: message.slice(0, 8_000), weights: null },
    });
    if (e instanceof PayloadError && e.code === 'bad-code')
      return failure('bad-payload', 'upload', `The weights in your code cannot be counted: ${e.message}`);
    if (e instanceof PayloadError)
      return failure('bad-payload', 'upload', `What crossed from training to prediction cannot be read: ${e.message}`);
    if (e instanceof UploadError) return failure('bad-payload', 'upload', e.message);
    if (e instanceof MetricError) return failure('bad-predictions', 'score', e.message);
    throw e;
  }
}
