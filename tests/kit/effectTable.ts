/** The tests that every effect table must pass: measured once, read by seed and case. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../protocol/bundle.ts';
import { type EffectRun, formatEffects, formsOf, measureEffects } from '../../scenarios/kit/effects.ts';
import { loadScenario } from '../../scenarios/kit/load.ts';
import type { Scenario } from '../../scenarios/kit/scenario.ts';
import { makeVariant } from '../../scenarios/kit/variant.ts';

/** In paired standard deviations. */
export const VISIBLE = 3;

export interface EffectTableOptions {
  slug: string;
  lang: Language;
  framework: string | null;
  seeds: readonly string[];
  /** As many rows as public scores rest on. */
  holdout: number;
}

export interface EffectTable {
  /** After the measurement, that is, inside tests. */
  readonly scenario: Scenario;
  run(seed: string, name: string): EffectRun;
}

/** Measures the table before the tests of this file, and registers those that hold for every scenario. */
export function describeEffects({ slug, lang, framework, seeds, holdout }: EffectTableOptions): EffectTable {
  const folder = path.resolve(import.meta.dirname, '../../scenarios', slug);
  let scenario: Scenario;
  let runs: EffectRun[] = [];

  beforeAll(async () => {
    scenario = await loadScenario(folder);
    runs = await measureEffects(scenario, { folder, lang, framework, seeds, holdout, fitSeeds: [1] });
    console.log(formatEffects(runs));
  }, 900_000);

  const run = (seed: string, name: string): EffectRun => {
    const found = runs.find((one) => one.seed === seed && one.case === name);
    if (!found) throw new Error(`no run of ${name} on seed ${seed}`);
    return found;
  };
  const forms = () => formsOf(scenario, lang, framework);
  const targetOf = (seed: string, form: string): number => {
    const { target } = makeVariant(scenario, { form, seed, lang, rows: { train: 100, holdout: 100 } });
    if (target?.basis !== 'measured')
      throw new Error(`expected.json has no runs of ${form} on seed ${seed}; run effects --write`);
    return target.value;
  };

  describe.each(seeds)('seed %s', (seed) => {
    it('[SN16] each bug that claims an effect on the metric raises the hidden cost by 3 paired standard deviations', () => {
      const measured = scenario.spec.bugs.filter((bug) => runs.some((one) => one.case === `bug:${bug.id}`));
      expect(measured.length).toBeGreaterThan(0);
      for (const bug of measured.filter(({ shows }) => shows === 'metric')) {
        const { diff, sd } = run(seed, `bug:${bug.id}`);
        expect(diff / sd, `${bug.id} on seed ${seed}`).toBeGreaterThan(VISIBLE);
      }
    });

    it('[SN16] each form as handed out misses its target and is over the budget', () => {
      for (const form of forms()) {
        const { hidden, diff, sd, weights } = run(seed, form.id);
        expect(hidden, `${form.id} on seed ${seed}`).toBeGreaterThan(targetOf(seed, form.id));
        expect(diff / sd, `${form.id} on seed ${seed}`).toBeGreaterThan(VISIBLE);
        expect(weights).toBeGreaterThan(scenario.spec.constraints.weights);
      }
    });

    it('[SN16] with every planted bug fixed, junior and senior forms reach their target', () => {
      for (const form of forms().filter(({ level }) => level !== 'staff'))
        expect(run(seed, 'clean').hidden, `${form.id} on seed ${seed}`).toBeLessThan(targetOf(seed, form.id));
    });

    it('[SN16] the reference beats the clean scaffold and reaches every target within the budget', () => {
      const { hidden, diff, weights } = run(seed, 'reference');
      expect(diff).toBeLessThan(0);
      expect(weights).toBeLessThanOrEqual(scenario.spec.constraints.weights);
      for (const form of forms()) expect(hidden, `${form.id} on seed ${seed}`).toBeLessThan(targetOf(seed, form.id));
    });

    it('[SN17] expected.json says what is measured now', () => {
      const kept = scenario.expected?.runs.filter(
        (one) => one.seed === seed && one.language === lang && (one.framework ?? null) === framework,
      );
      for (const one of kept ?? []) {
        const now = run(seed, one.case);
        expect(Math.abs(now.hidden - one.hidden), `${one.case} on seed ${seed}: run effects --write`).toBeLessThan(0.1);
        expect(now.weights).toBe(one.weights);
      }
    });
  });

  it('[SN16] the reference is ahead of the clean scaffold by more than noise over all seeds', () => {
    const gains = seeds.map((seed) => -run(seed, 'reference').diff);
    const noise = Math.sqrt(seeds.reduce((sum, seed) => sum + run(seed, 'reference').sd ** 2, 0));
    expect(gains.reduce((sum, gain) => sum + gain, 0) / noise).toBeGreaterThan(VISIBLE);
  });

  return {
    get scenario() {
      return scenario;
    },
    run,
  };
}
