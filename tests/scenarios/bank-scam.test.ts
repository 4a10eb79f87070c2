/** The effect table of bank-scam, measured anew in Pyodide through the official path. Takes minutes. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { valuesOf } from '../../datasets/table.ts';
import { type EffectRun, formatEffects, measureEffects } from '../../scenarios/kit/effects.ts';
import { loadScenario } from '../../scenarios/kit/load.ts';
import type { Scenario } from '../../scenarios/kit/scenario.ts';
import { makeVariant } from '../../scenarios/kit/variant.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../scenarios/bank-scam');
const SEEDS = ['effect-1', 'effect-2', 'effect-3', 'effect-4', 'effect-5'];
/** As many rows as public scores rest on. */
const HOLDOUT = 30_000;
const VISIBLE = 3;

let scenario: Scenario;
let runs: EffectRun[] = [];

beforeAll(async () => {
  scenario = await loadScenario(FOLDER);
  runs = await measureEffects(scenario, {
    folder: FOLDER,
    lang: 'python',
    seeds: SEEDS,
    holdout: HOLDOUT,
    fitSeeds: [1],
  });
  console.log(formatEffects(runs));
}, 900_000);

const run = (seed: string, name: string) => {
  const found = runs.find((one) => one.seed === seed && one.case === name);
  if (!found) throw new Error(`no run of ${name} on seed ${seed}`);
  return found;
};
const targetOf = (seed: string, form: string) => {
  const { target } = makeVariant(scenario, { form, seed, lang: 'python', rows: { train: 100, holdout: 100 } });
  if (target?.basis !== 'measured')
    throw new Error(`expected.json has no runs of ${form} on seed ${seed}; run effects --write`);
  return target.value;
};

describe.each(SEEDS)('seed %s', (seed) => {
  it('[SN16] each bug that claims an effect on the metric raises the hidden cost by 3 paired standard deviations', () => {
    for (const bug of scenario.spec.bugs.filter(({ shows }) => shows === 'metric')) {
      const { diff, sd } = run(seed, `bug:${bug.id}`);
      expect(diff / sd, `${bug.id} on seed ${seed}`).toBeGreaterThan(VISIBLE);
    }
  });

  it('[SN16] the report of accuracy moves no decision, and letting everything go would report more', () => {
    const { reported, diff } = run(seed, 'bug:accuracy-report');
    expect(diff).toBe(0);
    const { data } = makeVariant(scenario, { form: 'senior-a', seed, lang: 'python', rows: { holdout: 100 } });
    const valid = valuesOf(data.train, 'is_scam').slice(data.train.rows * 0.75);
    const nothing = valid.filter((label) => label === 0).length / valid.length;
    expect(reported).toMatchObject({ name: 'accuracy', better: 'higher' });
    expect(reported.value).toBeLessThan(nothing);
  });

  it('[SN16] the late column makes the reported cost fall while the hidden one rises', () => {
    expect(run(seed, 'bug:late-column').reported.value).toBeLessThan(run(seed, 'clean').reported.value);
    expect(run(seed, 'bug:late-column').hidden).toBeGreaterThan(run(seed, 'clean').hidden);
  });

  it('[SN16] after oversampling before the split, validation is another world', () => {
    const { reported, hidden } = run(seed, 'bug:early-oversampling');
    expect(reported.value).toBeGreaterThan(5 * hidden);
  });

  it('[SN16] codes made on every call halve the average precision', () => {
    const { secondary } = run(seed, 'bug:category-codes');
    expect(secondary.average_precision).toBeLessThan(0.65 * (run(seed, 'clean').secondary.average_precision ?? 0));
  });

  it('[SN16] each form as handed out misses its target and is over the budget', () => {
    for (const form of scenario.spec.forms) {
      const { hidden, diff, sd, weights } = run(seed, form.id);
      expect(hidden, `${form.id} on seed ${seed}`).toBeGreaterThan(targetOf(seed, form.id));
      expect(diff / sd, `${form.id} on seed ${seed}`).toBeGreaterThan(VISIBLE);
      expect(weights).toBeGreaterThan(scenario.spec.constraints.weights);
    }
  });

  it('[SN16] with every planted bug fixed, junior and senior forms reach their target', () => {
    for (const form of scenario.spec.forms.filter(({ level }) => level !== 'staff'))
      expect(run(seed, 'clean').hidden, `${form.id} on seed ${seed}`).toBeLessThan(targetOf(seed, form.id));
  });

  it('[SN16] the reference beats the clean scaffold and reaches every target within the budget', () => {
    const { hidden, diff, weights } = run(seed, 'reference');
    expect(diff).toBeLessThan(0);
    expect(weights).toBeLessThanOrEqual(scenario.spec.constraints.weights);
    for (const form of scenario.spec.forms)
      expect(hidden, `${form.id} on seed ${seed}`).toBeLessThan(targetOf(seed, form.id));
  });

  it('[SN17] expected.json says what is measured now', () => {
    for (const kept of scenario.expected?.runs.filter((one) => one.seed === seed) ?? []) {
      const now = run(seed, kept.case);
      expect(Math.abs(now.hidden - kept.hidden), `${kept.case} on seed ${seed}: run effects --write`).toBeLessThan(0.1);
      expect(now.weights).toBe(kept.weights);
    }
  });
});

it('[SN16] the reference is ahead of the clean scaffold by more than noise over all seeds', () => {
  const gains = SEEDS.map((seed) => -run(seed, 'reference').diff);
  const noise = Math.sqrt(SEEDS.reduce((sum, seed) => sum + run(seed, 'reference').sd ** 2, 0));
  expect(gains.reduce((sum, gain) => sum + gain, 0) / noise).toBeGreaterThan(VISIBLE);
});
