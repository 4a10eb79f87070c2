/** The two targets of a form, from what was measured. */
import { afterEach, expect, it } from 'vitest';
import { type DataSource, published } from '../../../scenarios/kit/data/source.ts';
import type { MeasuredRun } from '../../../scenarios/kit/read/expectedFile.ts';
import { loadScenario } from '../../../scenarios/kit/read/load.ts';
import { targetsOf } from '../../../scenarios/kit/read/targets.ts';
import { toCandidateBundle } from '../../../scenarios/kit/render/project.ts';
import { makeVariant } from '../../../scenarios/kit/render/variant.ts';
import { writeFolder } from './folder.ts';
import { expected, measured } from './measuredRuns.ts';

let cleanUp = () => {};
afterEach(() => cleanUp());

async function small() {
  const { folder, remove } = writeFolder();
  cleanUp = remove;
  return loadScenario(folder);
}

const choice = { form: 'easy', source: published('s'), language: 'python' } as const;

/** Clean and reference of a data set, with a reach of 0.4 and 0.2. */
const pair = (seed: string, clean: number, reference: number, naive: number): MeasuredRun[] => [
  { ...measured(seed, 'clean', clean, naive), reach: 0.4 },
  { ...measured(seed, 'reference', reference, naive), reach: 0.2 },
];
const targets = async (runs: MeasuredRun[], source: DataSource = choice.source) => {
  const scenario = await small();
  scenario.expected = expected(...runs);
  return makeVariant(scenario, { ...choice, source }).targets;
};

it('[SN12] sound is what every bug mended gives, and its noise; strong the share of the way from there to the reference', async () => {
  expect(await targets([...pair('s', 10, 2, 4), ...pair('t', 99, 50, 4)])).toEqual({
    sound: 10.48,
    strong: 6,
    basis: 'measured',
  });
});

it('[SN12] a metric that is better when higher has its sound target below', async () => {
  const runs = expected(...pair('s', 0.5, 0.8, 1));
  const question = {
    language: 'python',
    form: { framework: null, strong: 0.5 },
    naive: 1,
    better: 'higher',
  } as const;
  const found = targetsOf(runs, { ...question, source: choice.source });
  expect(found?.sound).toBeCloseTo(0.02, 12);
  expect(found?.strong).toBeCloseTo(0.65, 12);
});

it('[SN12] on other data both are scaled by the cost of acting on no row of the training rows', async () => {
  // Two rows, one positive of 8: acting on none costs 4 a row, a quarter of what it cost there.
  expect(await targets(pair('t', 8, 4, 16))).toEqual({ sound: 2.12, strong: 1.5, basis: 'estimated' });
});

it('[SN12] and only as far as that cost goes with the scores: where it is luck, they are means, and sound is further by their spread', async () => {
  const luck = [...pair('t', 8, 4, 2), ...pair('u', 8.2, 4.1, 40), ...pair('v', 7.8, 3.9, 9)];
  const found = await targets(luck);
  const share = found && Math.log(found.strong / 6) / Math.log(4 / 9);
  expect(share).toBeGreaterThan(-0.1);
  expect(share).toBeLessThan(0.1);
  expect(found?.sound).toBeGreaterThan(8.4);
  expect(found?.sound).toBeLessThan(9.2);
  const world = [...pair('t', 1, 0.5, 2), ...pair('u', 20, 10, 40), ...pair('v', 4.5, 2.25, 9)];
  expect((await targets(world))?.strong).toBeCloseTo(1.5, 9);
});

it('[SN12] what was measured on public data says nothing of secrets that bear the same label', async () => {
  const source: DataSource = { kind: 'secrets', label: 's', world: '0'.repeat(32), holdout: '1'.repeat(32) };
  expect(await targets(pair('s', 10, 2, 4), source)).toMatchObject({ strong: 6, basis: 'estimated' });
});

it('[SN12] without measurements there are none, nor with those of a version that measured no noise', async () => {
  expect(await targets([])).toBeNull();
  expect(await targets(pair('t', 8, 4, 16).slice(0, 1))).toBeNull();
  expect(await targets(pair('t', 8, 4, 16).map(({ reach: _, ...run }) => run))).toBeNull();
  const scenario = await small();
  expect(toCandidateBundle(makeVariant(scenario, choice)).targets).toEqual([]);
  scenario.expected = expected(...pair('s', 10, 2, 4));
  expect(toCandidateBundle(makeVariant(scenario, choice)).targets).toMatchObject([
    { name: 'sound', value: 10.5 },
    { name: 'strong', value: 6 },
  ]);
});
