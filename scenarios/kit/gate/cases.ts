/** The effect table: what each bug, each form and the test-solve do to the reported and to the hidden metric. */
import { pairedNoise, pointValue, REPLICATES } from '../../../engine/scoring/index.ts';
import type { Language } from '../../../protocol/language.ts';
import type { FormSpec } from '../manifest/schema.ts';
import { type MeasureAnswer, type MeasureJob, measure } from '../measure/pool.ts';
import { meanOf, scorerOf } from '../measure/scorer.ts';
import type { MeasuredRun } from '../read/expectedFile.ts';
import { bugsIn, type Scenario, scaffoldName } from '../read/scenario.ts';
import { makeVariant } from '../render/variant.ts';

export interface EffectOptions {
  folder: string;
  language: Language;
  /** Which scaffold of the language; default: its own. */
  framework?: string | null;
  seeds: readonly string[];
  /** Hold-out rows; 30 % of the scenario's own number is what public scores rest on. */
  holdout: number;
  fitSeeds: number[];
  processes?: number;
  told?: (done: number, of: number) => void;
}

/** A run of the table; `secondary` holds the other metrics by name. */
export interface EffectRun extends MeasuredRun {
  /** Seconds of `fit` on this machine; not kept in expected.json. */
  fitSeconds: number;
  secondary: Record<string, number>;
}

/** A case of the table. */
export interface Case {
  name: string;
  bugs: string[];
  reference: boolean;
}

/**
 * Cases in the order of the table: clean, each bug alone, each form, reference. Bugs are those that a form of this
 * scaffold plants, and those that no other scaffold has.
 */
export function casesOf(scenario: Scenario, language: Language, framework: string | null): Case[] {
  const name = scaffoldName(language, framework);
  const own = formsOf(scenario, language, framework);
  const others = Object.keys(scenario.scaffold).filter((other) => other !== name);
  const elsewhere = new Set(others.flatMap((other) => bugsIn(scenario, other)).map(({ id }) => id));
  const bugs = bugsIn(scenario, name).filter(
    ({ id }) => !elsewhere.has(id) || own.some((form) => form.bugs.includes(id)),
  );
  return [
    { name: 'clean', bugs: [], reference: false },
    ...bugs.map(({ id }) => ({ name: `bug:${id}`, bugs: [id], reference: false })),
    ...own.map((form) => ({ name: form.id, bugs: [...form.bugs].sort(), reference: false })),
    { name: 'reference', bugs: [], reference: true },
  ];
}

/** Forms of one scaffold. */
export function formsOf({ spec }: Scenario, language: Language, framework: string | null): FormSpec[] {
  return spec.forms.filter((form) => form.languages.includes(language) && form.framework === framework);
}

/** Makes every run of the table; forms with the same bugs share one. */
export async function measureEffects(scenario: Scenario, options: EffectOptions): Promise<EffectRun[]> {
  const { folder, language, framework = null, seeds, holdout, fitSeeds, processes, told } = options;
  const cases = casesOf(scenario, language, framework);
  const keys = new Map<string, MeasureJob>();
  const keyOf = (seed: string, { bugs, reference }: Case) => `${seed}/${reference ? 'reference' : bugs.join('+')}`;
  for (const seed of seeds)
    for (const one of cases) {
      const { bugs, reference } = one;
      keys.set(keyOf(seed, one), { folder, language, framework, seed, holdout, fitSeeds, bugs, reference });
    }
  const jobs = [...keys.values()];
  const answers = await measure(jobs, { processes: processes ?? 2, told: (done) => told?.(done, jobs.length) });
  const answered = new Map([...keys.keys()].map((key, at) => [key, answers[at] as MeasureAnswer]));
  return seeds.flatMap((seed) => {
    const form = scenario.spec.forms.find((one) => one.languages.includes(language));
    const { data } = makeVariant(scenario, { form: form?.id ?? '', seed, language, rows: { holdout } });
    const score = scorerOf(scenario, data);
    const clean = score.of((answered.get(keyOf(seed, cases[0] as Case)) as MeasureAnswer).fits);
    return cases.map((one): EffectRun => {
      const answer = answered.get(keyOf(seed, one)) as MeasureAnswer;
      const own = score.of(answer.fits);
      const noise = pairedNoise(own.statistics, clean.statistics, { seed: 1, replicates: REPLICATES.measurement });
      const { reported } = answer.fits[0] as MeasureAnswer['fits'][number];
      return {
        language,
        ...(framework === null ? {} : { framework }),
        seed,
        case: one.name,
        reported: { ...reported, value: meanOf(answer.fits.map((fit) => fit.reported.value)) },
        hidden: meanOf(own.statistics.map(pointValue)),
        naive: score.naive,
        diff: noise.diff,
        sd: noise.sd,
        weights: Math.max(...answer.fits.map((fit) => fit.weights)),
        fitSeconds: meanOf(answer.fits.map((fit) => fit.fitSeconds)),
        secondary: own.secondary,
      };
    });
  });
}

/** The table as plain text, a line a run, seeds apart. */
export function formatEffects(runs: readonly EffectRun[]): string {
  const head = [
    'seed',
    'case',
    'reported',
    'as',
    'hidden',
    'diff',
    'sd',
    'diff/sd',
    ...Object.keys(runs[0]?.secondary ?? {}),
    'weights',
    'fit s',
  ];
  const rows = runs.map((run) => [
    run.seed,
    run.case,
    run.reported.value.toFixed(3),
    run.reported.name,
    run.hidden.toFixed(3),
    run.diff.toFixed(3),
    run.sd.toFixed(3),
    run.sd > 0 ? (run.diff / run.sd).toFixed(1) : '',
    ...Object.values(run.secondary).map((value) => value.toFixed(3)),
    String(run.weights),
    run.fitSeconds.toFixed(2),
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] as string).length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] as number))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
