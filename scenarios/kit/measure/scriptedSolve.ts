/**
 * A scripted test-solve: the form as handed out, its bugs fixed one by one, then the reference, each by the official path.
 * It shows that a solution by the book gets where it should, and what each step is worth.
 */
import { noiseOf, REPLICATES } from '../../../engine/scoring/index.ts';
import type { Language } from '../../../protocol/language.ts';
import { truthOf } from '../data/metricInput.ts';
import { published } from '../data/source.ts';
import { scaffoldOf } from '../read/scaffold.ts';
import { formOf, type Scenario } from '../read/scenario.ts';
import { type Solve, type SolveScore, today } from '../read/solves.ts';
import { makeVariant, type Variant } from '../render/variant.ts';
import type { MeasureAnswer, MeasureJob } from './job.ts';
import { measure } from './pool.ts';
import { metricOf } from './scorer.ts';

interface ScriptedChoice {
  folder: string;
  form: string;
  seed: string;
  language: Language;
  /** Interpreters at a time, about 1 GB each. */
  processes: number;
  onProgress: (done: number, of: number) => void;
}

interface ScriptedSolve {
  solve: Solve;
  /** Score of the form as it is handed out, on the same rows. */
  handedOut: SolveScore;
}

/** Makes all runs. @throws MeasureError where one of them cannot be made */
export async function solveByScript(scenario: Scenario, choice: ScriptedChoice): Promise<ScriptedSolve> {
  const { folder, seed, language, processes, onProgress } = choice;
  const form = formOf(scenario, choice.form);
  const variant = makeVariant(scenario, { form: form.id, source: published(seed), language });
  const { rows } = scenario.spec.data;
  const base = { folder, scaffold: scaffoldOf(language, form.framework), seed, holdout: rows.holdout };
  const fitSeeds = scenario.spec.constraints.fitSeeds;
  const after = Array.from({ length: form.bugs.length + 1 }, (_, fixed) => form.bugs.slice(fixed));
  const jobs: MeasureJob[] = [
    ...after.map((bugs) => ({ ...base, fitSeeds, bugs, reference: false })),
    { ...base, fitSeeds, bugs: [], reference: true },
  ];
  const began = performance.now();
  const answers = await measure(jobs, { processes, onProgress: (done) => onProgress(done, jobs.length) });
  const minutes = (performance.now() - began) / 60_000;
  const scores = answers.map((answer) => scoreOf(variant, answer));
  const last = answers.at(-1) as MeasureAnswer;
  return {
    handedOut: scores[0] as SolveScore,
    solve: {
      who: 'reference',
      by: 'script',
      on: today(),
      version: scenario.version,
      form: form.id,
      seed,
      language,
      minutes: Math.round(minutes * 100) / 100,
      fixes: form.bugs.map((bug, at) => ({ bug, how: 'fixed', minute: null, score: scores[at + 1] as SolveScore })),
      score: scores.at(-1) as SolveScore,
      weights: Math.max(...last.fits.map((fit) => fit.weights)),
    },
  };
}

/** Public and final part with the functions that the server uses, the mean over fit seeds. */
function scoreOf(variant: Variant, answer: MeasureAnswer): SolveScore {
  const { scenario, data, publicRows, targets } = variant;
  const metric = metricOf(scenario, scenario.spec.metric.name);
  const part = (flag: 0 | 1) => {
    const rows = Array.from(publicRows.keys()).filter((row) => publicRows[row] === flag);
    const truth = truthOf(scenario.spec, data, rows);
    const fits = answer.fits.map(({ predictions, decisions }) => {
      const width = predictions.length / data.labels.length;
      const scores = new Float64Array(rows.length * width);
      for (const [at, row] of rows.entries())
        scores.set(predictions.subarray(row * width, (row + 1) * width), at * width);
      const decided = decisions && Uint8Array.from(rows, (row) => decisions[row] as number);
      return metric.statistic({ ...truth, scores, ...(decided ? { decisions: decided } : {}) });
    });
    return noiseOf(fits, { seed: 1, replicates: REPLICATES.interview });
  };
  const round = (value: number) => Number(value.toPrecision(6));
  const final = part(0);
  const isReached = (target: number) => (metric.better === 'lower' ? final.high < target : final.low > target);
  const reached = targets && (['sound', 'strong'] as const).filter((name) => isReached(targets[name]));
  return { public: round(part(1).now), final: round(final.now), reached };
}
