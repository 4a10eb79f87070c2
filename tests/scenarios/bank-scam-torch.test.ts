/** The effect table of bank-scam's torch scaffold. */
import { describe, expect, it } from 'vitest';
import { scaffoldOf } from '../../scenarios/kit/read/scaffold.ts';
import { bugsIn } from '../../scenarios/kit/read/scenario.ts';
import { describeEffects } from '../support/effectTable.ts';

const table = describeEffects({ slug: 'bank-scam', language: 'python', framework: 'torch' });
const { run, secondary, seeds } = table;

it('[SN16] every bug of its own is measured, whether a form plants it or not', () => {
  const ids = (framework: string | null) =>
    bugsIn(table.scenario, scaffoldOf('python', framework).name).map(({ id }) => id);
  const own = ids('torch').filter((id) => !ids(null).includes(id));
  expect(own.length).toBeGreaterThanOrEqual(6);
  for (const id of own) expect(run(seeds[0] as string, `bug:${id}`).sd, id).toBeGreaterThan(0);
});

describe.each(seeds)('seed %s', (seed) => {
  const precision = (name: string): number => secondary(seed, name, 'average_precision');

  it('[SN16] gradients that add up and a table in the loss leave the ranking close to chance', () => {
    for (const id of ['missing-zero-grad', 'label-broadcast', 'scheduler-per-batch', 'unregistered-layers'])
      expect(precision(`bug:${id}`), `${id} on seed ${seed}`).toBeLessThan(0.3 * precision('clean'));
  });

  it('[SN16] dropout while predicting takes a part of the ranking, and validation suffers as much', () => {
    expect(precision('bug:dropout-at-prediction')).toBeLessThan(0.85 * precision('clean'));
    expect(run(seed, 'bug:dropout-at-prediction').reported.value).toBeGreaterThan(run(seed, 'clean').reported.value);
  });

  it('[SN16] the late column makes the reported cost fall while the hidden one rises', () => {
    expect(run(seed, 'bug:late-column').reported.value).toBeLessThan(run(seed, 'clean').reported.value);
    expect(run(seed, 'bug:late-column').hidden).toBeGreaterThan(run(seed, 'clean').hidden);
  });

  it('[HN20] layers outside the module are counted all the same', () => {
    expect(run(seed, 'bug:unregistered-layers').weights).toBe(run(seed, 'clean').weights);
  });
});
