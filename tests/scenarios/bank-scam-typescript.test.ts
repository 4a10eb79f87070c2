/** The effect table of bank-scam's TypeScript scaffold. */
import { describe, expect, it } from 'vitest';
import { bugsIn } from '../../scenarios/kit/read/scenario.ts';
import { describeEffects } from '../support/effectTable.ts';

const table = describeEffects({ slug: 'bank-scam', language: 'typescript', framework: null });
const { run, secondary, seeds } = table;

it('[SN16] every bug of its own is measured and planted by some form', () => {
  const elsewhere = new Set(['python', 'python-torch'].flatMap((name) => bugsIn(table.scenario, name)));
  const own = bugsIn(table.scenario, 'typescript').filter((bug) => !elsewhere.has(bug));
  expect(own.length).toBeGreaterThanOrEqual(8);
  for (const { id } of own) {
    expect(run(seeds[0] as string, `bug:${id}`).weights, id).toBeGreaterThan(0);
    expect(
      table.scenario.spec.forms.some((form) => form.bugs.includes(id)),
      id,
    ).toBe(true);
  }
});

describe.each(seeds)('seed %s', (seed) => {
  const precision = (name: string): number => secondary(seed, name, 'average_precision');

  it('[SN16] the report of accuracy and batches that are kept move no decision', () => {
    for (const id of ['accuracy-report', 'missing-dispose']) expect(run(seed, `bug:${id}`).diff, id).toBe(0);
  });

  it('[SN16] what claims the rubric alone costs less than any bug that claims the metric', () => {
    const least = table.scenario.spec.bugs
      .filter(
        ({ id, shows }) => shows === 'metric' && bugsIn(table.scenario, 'typescript').some((bug) => bug.id === id),
      )
      .map(({ id }) => run(seed, `bug:${id}`).diff);
    expect(Math.abs(run(seed, 'bug:comparator-shuffle').diff)).toBeLessThan(Math.min(...least));
  });

  it('[SN16] a loss that does not fit the output leaves the ranking close to chance', () => {
    for (const id of ['double-softmax', 'linear-output', 'loss-wants-logits'])
      expect(precision(`bug:${id}`), `${id} on seed ${seed}`).toBeLessThan(0.3 * precision('clean'));
  });

  it('[SN16] one scale for all columns and codes made on every call take a part of the ranking', () => {
    for (const id of ['moments-over-all', 'category-codes'])
      expect(precision(`bug:${id}`), `${id} on seed ${seed}`).toBeLessThan(0.75 * precision('clean'));
  });

  it('[SN16] dropout while predicting takes a part of the ranking', () => {
    expect(precision('bug:training-flag')).toBeLessThan(0.93 * precision('clean'));
  });

  it('[SN16] the late column makes validation and service two worlds', () => {
    const gap = (name: string): number => run(seed, name).hidden - run(seed, name).reported.value;
    expect(gap('bug:late-column')).toBeGreaterThan(gap('clean') + 5);
  });

  it('[SN16] after oversampling before the split, validation is another world', () => {
    const { reported, hidden } = run(seed, 'bug:early-oversampling');
    expect(reported.value).toBeGreaterThan(3 * hidden);
  });
});
