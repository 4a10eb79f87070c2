/** The effect table of bank-scam in scikit-learn. */
import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../datasets/table.ts';
import { published } from '../../scenarios/kit/data/source.ts';
import { makeVariant } from '../../scenarios/kit/render/variant.ts';
import { describeEffects } from '../support/effectTable.ts';

const table = describeEffects({ slug: 'bank-scam', language: 'python', framework: null });
const { run, secondary, seeds } = table;

describe.each(seeds)('seed %s', (seed) => {
  it('[SN16] the report of accuracy moves no decision, and letting everything go would report more', () => {
    const { reported, diff } = run(seed, 'bug:accuracy-report');
    expect(diff).toBe(0);
    const choice = { form: 'senior-a', source: published(seed), language: 'python', rows: { holdout: 100 } } as const;
    const { data } = makeVariant(table.scenario, choice);
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

  it('[SN16] codes made on every call take a third of the average precision or more', () => {
    const precision = (name: string) => secondary(seed, name, 'average_precision');
    expect(precision('bug:category-codes')).toBeLessThan(0.7 * precision('clean'));
  });
});
