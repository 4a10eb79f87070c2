/** Marking where the label has ten classes and decisions have one more: over a small variant of meter-reader. */
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeScoreUpload, type ScoreUploadFit } from '../../../protocol/upload.ts';
import { published } from '../../../scenarios/kit/data/source.ts';
import { loadScenario, makeVariant, toCandidateBundle, type Variant } from '../../../scenarios/kit/index.ts';
import { answerKeyOf } from '../../../server/marking/answerKey.ts';
import { markResult } from '../../../server/marking/mark.ts';
import { holdoutOrder } from '../../../server/scenarios/holdoutRows.ts';
import { payloadOf } from '../../support/payload.ts';

const SALT = 'salt';
const NOTHING = { scaffold: {}, explore: [] };
const PERSON = 10;
let variant: Variant;
let order: Uint32Array;

beforeAll(async () => {
  const scenario = await loadScenario('scenarios/meter-reader');
  variant = makeVariant(scenario, {
    form: 'junior-a',
    source: published('judge'),
    language: 'python',
    rows: { train: 200, holdout: 1_500 },
  });
  order = holdoutOrder(variant.data.labels.length, SALT);
}, 60_000);

/** The digit read in row i of the data, and the decision -> fits in the order in which the rows were handed out. */
function fits(
  read: (row: number) => number,
  decide: (row: number) => number,
  over: Partial<ScoreUploadFit> = {},
): ScoreUploadFit[] {
  return variant.scenario.spec.constraints.fitSeeds.map((seed) => {
    const predictions = new Float64Array(order.length * 10).fill(0.01);
    for (const [i, row] of order.entries()) predictions[i * 10 + read(row)] = 0.91;
    return {
      seed,
      shape: [order.length, 10],
      payload: payloadOf(seed),
      predictions,
      decisions: Uint8Array.from(order, decide),
      weights: { total: 10, items: [{ path: 'model.net', count: 10 }], rest: 0 },
      reported: { name: 'accuracy', value: 0.9, better: 'higher' },
      ...over,
    };
  });
}
const mark = (all: ScoreUploadFit[]) =>
  markResult(answerKeyOf(variant), order, {
    salt: SALT,
    body: encodeScoreUpload(all),
    files: {},
    given: NOTHING,
    before: null,
  });
const truth = (row: number) => variant.data.labels[row] as number;

describe('judge of classes', () => {
  test('[AU16] the bundle tells the harness how many columns and choices there are', () => {
    expect(toCandidateBundle(variant).contract).toMatchObject({ outputs: 10, choices: 11 });
  });

  test('[AU16] right digits cost nothing, a person costs a call, a wrong digit its steps, whatever order rows were handed out in', () => {
    const right = mark(fits(truth, truth));
    if (!right.ok) throw new Error(right.failure.message);
    expect([right.private.metric.value, right.public.metric.value]).toEqual([0, 0]);
    expect(right.private.secondary).toEqual([{ name: 'best_class_accuracy', value: 1, better: 'higher' }]);
    expect(right.sameOnHoldout).toMatchObject({ name: 'accuracy', value: 1 });
    const asked = mark(fits(truth, () => PERSON));
    if (!asked.ok) throw new Error(asked.failure.message);
    expect(asked.private.metric.value).toBeCloseTo(1.5, 12);
    const near = (row: number) => (truth(row) === 9 ? 8 : truth(row) + 1);
    const off = mark(fits(near, near));
    if (!off.ok) throw new Error(off.failure.message);
    const rows = [...variant.publicRows.keys()].filter((row) => variant.publicRows[row] === 0);
    const steps = variant.data.arrays.step_eur ?? new Float64Array();
    const cost = rows.reduce((sum, row) => sum + Math.min(steps[row] as number, 30), 0) / rows.length;
    expect(off.private.metric.value).toBeCloseTo(cost, 9);
    expect(off.private.secondary[0]?.value).toBe(0);
  });

  test('[AU16] a second score is compared class by class on the same rows', () => {
    const first = mark(fits(truth, () => PERSON));
    if (!first.ok) throw new Error(first.failure.message);
    const again = markResult(answerKeyOf(variant), order, {
      salt: SALT,
      body: encodeScoreUpload(fits(truth, truth)),
      files: {},
      given: NOTHING,
      before: first.predictions,
    });
    if (!again.ok) throw new Error(again.failure.message);
    expect(again.private.delta?.value).toBeCloseTo(-1.5, 12);
  });

  test.each<[string, () => ScoreUploadFit[], RegExp]>([
    [
      'one score a row',
      () => fits(truth, truth, { shape: [order.length], predictions: new Float64Array(order.length) }),
      /1 columns; one score a class is wanted, 10/,
    ],
    ['a decision beyond the person', () => fits(truth, () => 11), /decide gave 11 for row 1 .* from 0 to 10/],
    [
      'a score that is no number',
      () => fits(truth, truth, { predictions: new Float64Array(order.length * 10).fill(0.1).fill(Number.NaN, 13, 14) }),
      /NaN for row 2 /,
    ],
    ['no decisions', () => fits(truth, truth, { decisions: null }), /decide gave nothing/],
  ])('[AU16] %s is refused and costs no try', (_, upload, message) => {
    const outcome = mark(upload());
    if (outcome.ok) throw new Error('was taken');
    expect(outcome.failure).toMatchObject({ code: 'bad-predictions' });
    expect(outcome.failure.message).toMatch(message);
  });
});
