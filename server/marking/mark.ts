/** From an uploaded result to every number that counts. Pure apart from the variant's data; runs in the scenario thread. */
import { PayloadError } from '../../engine/crossing/error.ts';
import { readPayload, totalOf } from '../../engine/crossing/python/inventory.ts';
import {
  METRICS,
  type Metric,
  MetricError,
  type MetricInput,
  matchMetric,
  type PairedNoise,
  pairedNoise,
  REPLICATES,
  type Statistic,
} from '../../engine/scoring/index.ts';
import type { MetricValue, ScoreFailure, WeightInventory } from '../../protocol/score.ts';
import { failureSentence } from '../../protocol/sentences.ts';
import { decodeScoreUpload, type ScoreUploadFit, UploadError } from '../../protocol/upload.ts';
import { choicesOf, outputsOf, toCandidateBundle, truthOf, type Variant } from '../../scenarios/kit/index.ts';
import { countFits } from './counted.ts';
import type { JudgeInput, Judgement, Kept, PartScore } from './types.ts';

/** A refusal that costs no try. */
class Failed extends Error {
  readonly failure: ScoreFailure;
  constructor(
    code: ScoreFailure['code'],
    stage: ScoreFailure['stage'],
    message: string,
    weights: WeightInventory | null = null,
  ) {
    super(message);
    this.failure = { code, stage, message: message.slice(0, 8_000), weights };
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

function readFits(body: Uint8Array, { scenario }: Variant): ScoreUploadFit[] {
  const fits = decodeScoreUpload(body);
  const wanted = scenario.spec.constraints.fitSeeds;
  const seeds = fits.map((fit) => fit.seed);
  if (JSON.stringify(seeds) !== JSON.stringify(wanted)) {
    throw new Failed(
      'bad-payload',
      'upload',
      `The result has fits for the seeds ${seeds.join(', ')}; wanted are ${wanted.join(', ')}.`,
    );
  }
  return fits;
}

/** Module names of the candidate's files: what a payload may refer to besides the libraries. */
const modulesOf = (variant: Variant) =>
  Object.keys(variant.files).map((name) => name.replace(/\.[^.]+$/, '').replaceAll('/', '.'));

const largest = ([first, ...others]: readonly WeightInventory[]): WeightInventory =>
  others.reduce((most, weights) => (weights.total > most.total ? weights : most), first as WeightInventory);

/** The server's count in TypeScript; what the browser reports about weights is not read. */
function countedWeights(fits: ScoreUploadFit[], variant: Variant, files: Record<string, string>): WeightInventory {
  const entries = new Set(Object.values(toCandidateBundle(variant).contract.functions));
  const artefacts = fits.map(({ payload }) => payload);
  const counted = countFits(artefacts, files, [...entries]);
  for (const [i, { seed }] of fits.entries()) {
    const crossed = counted[i]?.seed;
    if (crossed !== seed)
      throw new Failed('bad-payload', 'upload', `The payload of fit ${seed} is that of fit ${crossed}.`);
  }
  return largest(counted.map(({ weights }) => weights));
}

/** The largest inventory of the fits, each checked against the bytes that crossed. */
function checkedWeights(fits: ScoreUploadFit[], variant: Variant): WeightInventory {
  const modules = modulesOf(variant);
  for (const { payload, seed, weights } of fits) {
    const reading = readPayload(payload, modules);
    if (reading.container.seed !== seed)
      throw new Failed('bad-payload', 'upload', `The payload of fit ${seed} is that of fit ${reading.container.seed}.`);
    const least = totalOf(reading.sums);
    if (weights.total < least) {
      throw new Failed(
        'bad-payload',
        'upload',
        `Fit ${seed} says ${weights.total} weights; the bytes that crossed hold at least ${least}.`,
      );
    }
    const listed = weights.items.reduce((sum, item) => sum + item.count, weights.rest);
    if (listed !== weights.total)
      throw new Failed(
        'bad-payload',
        'upload',
        `The weights of fit ${seed} do not add up: ${listed} listed, ${weights.total} in all.`,
      );
  }
  return largest(fits.map((fit) => fit.weights));
}

/** What predictions and decisions have to look like. */
interface Wanted {
  /** Columns, one per class; undefined: one score per row, or two of which the second counts. */
  outputs: number | undefined;
  /** Decisions are from 0 to choices - 1. */
  choices: number;
  needsDecisions: boolean;
}

function wantedOf({ scenario: { spec } }: Variant): Wanted {
  const needsDecisions = metricNamed(spec.metric.name).needs === 'decisions' || spec.cost !== null;
  return { outputs: outputsOf(spec), choices: choicesOf(spec) ?? 2, needsDecisions };
}

/** One fit in the row order of the data; row numbers in messages are those of the handed-out file. */
function ordered(fit: ScoreUploadFit, order: Uint32Array, { outputs, choices, needsDecisions }: Wanted) {
  const [rows = 0, columns = 1] = fit.shape;
  const bad = (message: string) => new Failed('bad-predictions', 'predict', message);
  if (rows !== order.length) throw bad(`predict gave ${rows} rows, there are ${order.length}.`);
  if (outputs !== undefined && columns !== outputs)
    throw bad(`predict gave ${columns} columns; one score a class is wanted, ${outputs} of them.`);
  if (outputs === undefined && columns > 2)
    throw bad(`predict gave ${columns} columns; one score a row is wanted, or two classes.`);
  if (needsDecisions && !fit.decisions) throw bad('decide gave nothing; this metric needs a decision for every row.');
  const width = outputs ?? 1;
  const scores = new Float64Array(rows * width);
  const decisions = fit.decisions && new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = order[i] as number;
    const own = fit.predictions.subarray((i + 1) * columns - width, (i + 1) * columns);
    const odd = own.find((score) => !Number.isFinite(score));
    if (odd !== undefined)
      throw bad(`predict gave ${odd} for row ${i + 1} (fit seed ${fit.seed}); every score has to be a finite number.`);
    scores.set(own, row * width);
    if (!decisions) continue;
    const decision = fit.decisions?.[i] as number;
    if (decision >= choices)
      throw bad(
        `decide gave ${decision} for row ${i + 1} (fit seed ${fit.seed}); a decision is ${choices === 2 ? '0 or 1' : `from 0 to ${choices - 1}`}.`,
      );
    decisions[row] = decision;
  }
  return { seed: fit.seed, scores, decisions };
}

/** Metric inputs of the rows of one part, one per fit. */
function inputsOf(fits: Kept['fits'], variant: Variant, isPublic: 0 | 1): MetricInput[] {
  const { data, publicRows, scenario } = variant;
  const rows: number[] = [];
  for (const [row, flag] of publicRows.entries()) if (flag === isPublic) rows.push(row);
  const truth = truthOf(scenario.spec, data, rows);
  const width = outputsOf(scenario.spec) ?? 1;
  return fits.map(({ scores, decisions }) => {
    const own = new Float64Array(rows.length * width);
    for (const [i, row] of rows.entries()) own.set(scores.subarray(row * width, (row + 1) * width), i * width);
    return {
      ...truth,
      scores: own,
      ...(decisions ? { decisions: Uint8Array.from(rows, (row) => decisions[row] as number) } : {}),
    };
  });
}

const metricNamed = (name: string): Metric => {
  const metric = METRICS[name];
  if (!metric) throw new Error(`the scenario names the unknown metric "${name}"`);
  return metric;
};

const statistics = (metric: Metric, inputs: MetricInput[]): Statistic[] =>
  inputs.map((input) => metric.statistic(input));

const nothing = (units: number): Statistic => ({ units, value: () => 0 });

function metricValueOf(metric: Metric, inputs: MetricInput[]): MetricValue {
  return { name: metric.name, value: mean(inputs.map((input) => metric.compute(input))), better: metric.better };
}

function partOf(variant: Variant, now: MetricInput[], before: MetricInput[] | null): PartScore {
  const { spec } = variant.scenario;
  const metric = metricNamed(spec.metric.name);
  const mine = statistics(metric, now);
  const options = { replicates: REPLICATES.interview, seed: 1 };
  const units = mine[0]?.units ?? 0;
  const alone = pairedNoise(
    mine,
    mine.map(() => nothing(units)),
    options,
  );
  const delta: PairedNoise | null = before && pairedNoise(mine, statistics(metric, before), options);
  return {
    metric: { name: metric.name, value: alone.now, better: metric.better },
    se: alone.sd,
    secondary: spec.secondary.map(({ name }) => metricValueOf(metricNamed(name), now)),
    delta: delta && { value: delta.diff, sd: delta.sd, beyondNoise: delta.beyondNoise },
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

function judged(
  variant: Variant,
  order: Uint32Array,
  { body, files, before }: JudgeInput,
): Extract<Judgement, { ok: true }> {
  const { spec } = variant.scenario;
  const fits = readFits(body, variant);
  const weights =
    variant.language === 'typescript' ? countedWeights(fits, variant, files) : checkedWeights(fits, variant);
  if (weights.total > spec.constraints.weights) {
    throw new Failed(
      'over-budget',
      'score',
      failureSentence.overBudget(weights.total, spec.constraints.weights),
      weights,
    );
  }
  const wanted = wantedOf(variant);
  const kept: Kept = { fits: fits.map((fit) => ordered(fit, order, wanted)) };
  const part = (which: 0 | 1) => {
    const inputs = inputsOf(kept.fits, variant, which);
    return { inputs, score: partOf(variant, inputs, before && inputsOf(before.fits, variant, which)) };
  };
  const [shown, final] = [part(1), part(0)];
  const reported = reportedOf(fits);
  const { target } = variant;
  const value = final.score.metric.value;
  return {
    ok: true,
    public: shown.score,
    private: final.score,
    reported,
    sameOnHoldout: sameMetric(reported, final.inputs),
    weights,
    reachedTarget: target && (spec.metric.better === 'lower' ? value <= target.value : value >= target.value),
    kept,
  };
}

/** Judges an uploaded result; whatever is wrong with it comes back as a failure that costs no try. */
export function judgeResult(variant: Variant, order: Uint32Array, input: JudgeInput): Judgement {
  try {
    return judged(variant, order, input);
  } catch (e) {
    if (e instanceof Failed) return { ok: false, failure: e.failure };
    const failure = (code: ScoreFailure['code'], stage: ScoreFailure['stage'], message: string): Judgement => ({
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
