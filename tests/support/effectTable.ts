/** The tests that every effect table must pass: as the full gate measured it, on every seed. GA20 checks that the present scenario was measured. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../protocol/language.ts';
import { published } from '../../scenarios/kit/data/source.ts';
import { expectedSchema, type MeasuredRun } from '../../scenarios/kit/read/expectedFile.ts';
import { loadScenario } from '../../scenarios/kit/read/load.ts';
import { formsOf, scaffoldOf } from '../../scenarios/kit/read/scaffold.ts';
import type { Scenario } from '../../scenarios/kit/read/scenario.ts';
import { decidingReach, type Targets, targetsOf } from '../../scenarios/kit/read/targets.ts';

/** In paired standard deviations. */
export const VISIBLE = 3;

export interface EffectTableOptions {
  slug: string;
  language: Language;
  framework: string | null;
}

export interface EffectTable {
  readonly seeds: readonly string[];
  /** Inside tests. */
  readonly scenario: Scenario;
  /** @throws Error for a run that was not measured */
  run(seed: string, name: string): MeasuredRun;
  /** One of the other metrics. */
  secondary(seed: string, name: string, metric: string): number;
}

/** Reads the table of a scaffold, and registers the tests that hold for every scenario. */
export function describeEffects({ slug, language, framework }: EffectTableOptions): EffectTable {
  const folder = path.resolve(import.meta.dirname, '../../scenarios', slug);
  const expected = expectedSchema.parse(JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')));
  const runs = expected.runs.filter((one) => one.language === language && (one.framework ?? null) === framework);
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  let scenario: Scenario;

  beforeAll(async () => {
    scenario = await loadScenario(folder);
  });

  const run = (seed: string, name: string): MeasuredRun => {
    const found = runs.find((one) => one.seed === seed && one.case === name);
    if (!found) throw new Error(`no run of ${name} on seed ${seed}; run check ${slug} --write`);
    return found;
  };
  const forms = () => formsOf(scenario.spec, scaffoldOf(language, framework));
  /** The targets of a form on a seed's data, as data that were measured and as data that were not. */
  const targets = (seed: string, id: string): Targets[] => {
    const form = forms().find((one) => one.id === id);
    if (!form) throw new Error(`no form ${id}`);
    const { better } = scenario.spec.metric;
    const question = { language, form, better, naive: run(seed, id).naive };
    const sources = [published(seed), { kind: 'secrets' as const, label: seed }];
    const found = sources.flatMap((source) => targetsOf(expected, { ...question, source }) ?? []);
    expect(found.map(({ basis }) => basis)).toEqual(['measured', 'estimated']);
    return found;
  };

  const noise = (reach = Number.NaN) => decidingReach(reach, expected.holdout, scenario.spec.data.rows.holdout);

  it('[GA20] at least five seeds were measured', () => {
    expect(seeds.length).toBeGreaterThanOrEqual(5);
  });

  describe.each(seeds)('seed %s', (seed) => {
    it('[SN16] each bug that claims an effect on the metric raises the hidden cost by 3 paired standard deviations', () => {
      const measured = scenario.spec.bugs.filter((bug) => runs.some((one) => one.case === `bug:${bug.id}`));
      expect(measured.length).toBeGreaterThan(0);
      for (const bug of measured.filter(({ shows }) => shows === 'metric')) {
        const { diff, sd } = run(seed, `bug:${bug.id}`);
        expect(diff / sd, bug.id).toBeGreaterThan(VISIBLE);
      }
    });

    it('[SN16] each form as handed out misses both targets and is over the budget', () => {
      for (const { id } of forms()) {
        const { hidden, diff, sd, weights } = run(seed, id);
        for (const { sound, strong } of targets(seed, id)) {
          expect(hidden, id).toBeGreaterThan(sound);
          expect(sound, id).toBeGreaterThan(strong);
        }
        expect(diff / sd, id).toBeGreaterThan(VISIBLE);
        expect(weights).toBeGreaterThan(scenario.spec.constraints.weights);
      }
    });

    it('[SN16] with every planted bug fixed, every form reaches the sound target and not the strong one', () => {
      const { hidden, reach } = run(seed, 'clean');
      for (const { id } of forms())
        for (const { sound, strong } of targets(seed, id)) {
          expect(hidden + noise(reach), id).toBeLessThan(sound);
          expect(hidden, id).toBeGreaterThan(strong);
        }
    });

    it('[SN16] the reference beats the clean scaffold and reaches every strong target within the budget', () => {
      const { hidden, reach, diff, weights } = run(seed, 'reference');
      expect(diff).toBeLessThan(0);
      expect(weights).toBeLessThanOrEqual(scenario.spec.constraints.weights);
      for (const { id } of forms())
        for (const { strong } of targets(seed, id)) expect(hidden + noise(reach), id).toBeLessThan(strong);
    });
  });

  it('[SN16] the reference is ahead of the clean scaffold by more than noise over all seeds', () => {
    const gains = seeds.map((seed) => -run(seed, 'reference').diff);
    const noise = Math.sqrt(seeds.reduce((sum, seed) => sum + run(seed, 'reference').sd ** 2, 0));
    expect(gains.reduce((sum, gain) => sum + gain, 0) / noise).toBeGreaterThan(VISIBLE);
  });

  return {
    seeds,
    get scenario() {
      return scenario;
    },
    run,
    secondary: (seed, name, metric) => run(seed, name).secondary?.[metric] ?? Number.NaN,
  };
}
