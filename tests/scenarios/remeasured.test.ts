/** Whether expected.json is what is measured now: one case of each scaffold, another one each day, by the official path. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pointValue } from '../../engine/scoring/index.ts';
import { casesOf } from '../../scenarios/kit/effects.ts';
import { expectedSchema } from '../../scenarios/kit/expected.ts';
import { loadScenario } from '../../scenarios/kit/load.ts';
import { measure } from '../../scenarios/kit/measure.ts';
import { meanOf, scorerOf } from '../../scenarios/kit/scorer.ts';
import { makeVariant } from '../../scenarios/kit/variant.ts';

const ROOT = path.resolve(import.meta.dirname, '../../scenarios');
const DAY = Math.floor(Date.now() / 86_400_000);
/** Relative. WebAssembly computes the same everywhere; what a later version of a library rounds otherwise stays below. */
const TOLERANCE = 0.01;

const scaffolds = readdirSync(ROOT)
  .filter((slug) => existsSync(path.join(ROOT, slug, 'expected.json')))
  .flatMap((slug) => {
    const expected = expectedSchema.parse(JSON.parse(readFileSync(path.join(ROOT, slug, 'expected.json'), 'utf8')));
    const { holdout, runs } = expected;
    const names = new Set(runs.map(({ language, framework }) => [language, framework ?? ''].join('-')));
    return [...names].map((name) => {
      const own = runs.filter((one) => [one.language, one.framework ?? ''].join('-') === name);
      const chosen = own[(DAY * 7) % own.length] as (typeof own)[number];
      return { slug, holdout, chosen, of: `${chosen.case} in ${name.replace(/-$/, '')} on seed ${chosen.seed}` };
    });
  });

describe.each(scaffolds)('$slug', ({ slug, holdout, chosen, of }) => {
  it(`[SN17] expected.json says what is measured now: ${of}`, async () => {
    const folder = path.join(ROOT, slug);
    const scenario = await loadScenario(folder);
    const { seed } = chosen;
    const lang = chosen.language as 'python' | 'typescript';
    const framework = chosen.framework ?? null;
    const one = casesOf(scenario, lang, framework).find(({ name }) => name === chosen.case);
    if (!one) throw new Error(`there is no ${chosen.case} any more; run check ${slug} --write`);
    const { bugs, reference } = one;
    const [answer] = await measure([{ folder, lang, framework, seed, holdout, fitSeeds: [1], bugs, reference }]);
    const form = scenario.spec.forms.find(({ languages }) => languages.includes(lang));
    const { data } = makeVariant(scenario, { form: form?.id ?? '', seed, lang, rows: { holdout } });
    const score = scorerOf(scenario, data).of(answer?.fits ?? []);
    const now = meanOf(score.statistics.map(pointValue));
    expect(Math.abs(now / chosen.hidden - 1), `${now} now, ${chosen.hidden} kept`).toBeLessThan(TOLERANCE);
    expect(answer?.fits[0]?.weights).toBe(chosen.weights);
  }, 300_000);
});
