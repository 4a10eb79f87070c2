/**
 * From an upload to numbers, over a tiny variant; every check with something that it has to refuse.
 * Long because: all of it shares one variant, which takes seconds to make.
 */
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { toCsv } from '../../../datasets/csv.ts';
import { createRng } from '../../../datasets/rng.ts';
import { averagePrecision } from '../../../engine/scoring/index.ts';
import { reachedBy } from '../../../protocol/scores.ts';
import { encodeScoreUpload, type ScoreUploadFit } from '../../../protocol/upload.ts';
import { published } from '../../../scenarios/kit/data/source.ts';
import { loadScenarios, makeVariant, toCandidateBundle, type Variant } from '../../../scenarios/kit/index.ts';
import { answerKeyOf } from '../../../server/marking/answerKey.ts';
import { markResult } from '../../../server/marking/mark.ts';
import type { StoredPredictions } from '../../../server/marking/types.ts';
import { holdoutOrder } from '../../../server/scenarios/holdoutRows.ts';
import { Library } from '../../../server/scenarios/library.ts';
import { present } from '../../../server/score/present.ts';
import { payloadOf } from '../../support/payload.ts';
import { join, named as pickled, pickleOf, text } from '../engine/crossing/python/corpus.ts';

let variant: Variant;
let order: Uint32Array;
const SALT = 'salt';
const NOTHING = { scaffold: { 'model.py': '' }, explore: [] };

beforeAll(async () => {
  const scenario = (await loadScenarios('scenarios')).get('bank-scam');
  if (!scenario) throw new Error('bank-scam is missing');
  const form = scenario.spec.forms[0]?.id ?? '';
  variant = makeVariant(scenario, {
    form,
    source: published('judge'),
    language: 'python',
    rows: { train: 400, holdout: 3_000 },
  });
  order = holdoutOrder(variant.data.labels.length, SALT);
}, 60_000);

/** Scores of row i of the data -> fits in the order in which the rows were handed out. */
function fits(
  score: (row: number, seed: number) => number,
  over: (fit: ScoreUploadFit) => Partial<ScoreUploadFit> = () => ({}),
): ScoreUploadFit[] {
  return variant.scenario.spec.constraints.fitSeeds.map((seed) => {
    const predictions = Float64Array.from(order, (row) => score(row, seed));
    const fit: ScoreUploadFit = {
      seed,
      shape: [order.length],
      payload: payloadOf(seed),
      predictions,
      decisions: Uint8Array.from(predictions, (p) => (p >= 0.5 ? 1 : 0)),
      weights: { total: 10, items: [{ path: 'model.coef_', count: 10 }], rest: 0 },
      reported: { name: 'average precision', value: 0.7, better: 'higher' },
    };
    return { ...fit, ...over(fit) };
  });
}
const mark = (all: ScoreUploadFit[], before: StoredPredictions | null = null) =>
  markResult(answerKeyOf(variant), order, {
    salt: SALT,
    body: encodeScoreUpload(all),
    files: {},
    given: NOTHING,
    before,
  });

/** A list of so many numbers. */
const listOf = (length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(pickleOf([0x5d, 0x28], new Uint8Array(2 * length).fill(0x4b), [0x65]));

/** Better than chance, different in each fit. */
const guess = (row: number, seed: number) =>
  0.3 * (variant.data.labels[row] as number) + ((row * 7919 + seed * 104_729) % 1000) / 1500;

describe('judge', () => {
  test('[AU16] the metric is that of the rows in the data’s own order, whatever order they were handed out in', () => {
    const truth = mark(fits((row) => variant.data.labels[row] as number));
    if (!truth.ok) throw new Error(truth.failure.message);
    const secondary = truth.private.secondary.find((m) => m.name === 'average_precision');
    expect(secondary?.value).toBe(1);
    const { cost } = variant.scenario.spec;
    const positives = variant.data.labels.reduce((sum, y, i) => sum + (variant.publicRows[i] === 0 ? y : 0), 0);
    const rows = variant.publicRows.reduce((sum, p) => sum + (p === 0 ? 1 : 0), 0);
    // Calling exactly the scams costs one call each.
    expect(truth.private.metric.value).toBeCloseTo(((cost?.call ?? 0) * positives) / rows, 9);
  });

  test('[AU16] public and private parts are 30 and 70 % and do not overlap; the reported metric is computed on the private one', () => {
    const outcome = mark(fits(guess));
    if (!outcome.ok) throw new Error(outcome.failure.message);
    const rows = [...variant.publicRows.keys()].filter((r) => variant.publicRows[r] === 0);
    const labels = Uint8Array.from(rows, (r) => variant.data.labels[r] as number);
    const seeds = variant.scenario.spec.constraints.fitSeeds;
    const mean =
      seeds.reduce(
        (sum, seed) => sum + averagePrecision({ labels, scores: Float64Array.from(rows, (r) => guess(r, seed)) }),
        0,
      ) / seeds.length;
    expect(outcome.sameOnHoldout?.value).toBeCloseTo(mean, 12);
    expect(rows.length / variant.publicRows.length).toBeCloseTo(0.7, 1);
    expect(outcome.public.metric.value).not.toBe(outcome.private.metric.value);
    expect(outcome.private.se).toBeGreaterThan(0);
  });

  test('[AU16] a second score is compared with the one before on the same rows', () => {
    const first = mark(fits(guess));
    if (!first.ok) throw new Error(first.failure.message);
    const same = mark(fits(guess), first.predictions);
    const better = mark(
      fits((row) => variant.data.labels[row] as number),
      first.predictions,
    );
    if (!same.ok || !better.ok) throw new Error('no score');
    expect(same.private.delta).toMatchObject({ value: 0, beyondNoise: false });
    expect(better.private.delta?.beyondNoise).toBe(true);
    const bundle = toCandidateBundle(variant);
    const shown = present(better, { number: 2, against: 1, best: null, seconds: 1.23, triesLeft: 5, bundle });
    expect(shown.public.delta).toMatchObject({ against: 1, verdict: 'better' });
    expect(shown.private.honestyGap).toBeCloseTo(0.7 - 1, 9);
    expect(String(shown.public.metric.value).split('.')[1]?.length ?? 0).toBeLessThanOrEqual(bundle.metric.digits);
  });

  test('[SC4] a score is compared with the best one too, paired, where that is not the last', () => {
    const [good, bad] = [mark(fits((row) => variant.data.labels[row] as number)), mark(fits(guess))];
    if (!good.ok || !bad.ok) throw new Error('no score');
    const upload = { salt: SALT, body: encodeScoreUpload(fits(guess)), files: {}, given: NOTHING };
    const again = markResult(answerKeyOf(variant), order, {
      ...upload,
      before: bad.predictions,
      best: good.predictions,
    });
    if (!again.ok) throw new Error(again.failure.message);
    const facts = { number: 3, against: 2, best: 1, seconds: 1, triesLeft: 5, bundle: toCandidateBundle(variant) };
    const { public: shown } = present(again, facts);
    expect(shown.delta).toMatchObject({ against: 2, value: 0, verdict: 'within-noise' });
    expect(shown.toBest).toMatchObject({ against: 1, verdict: 'worse' });
    expect(again.public.toBest?.value).toBeCloseTo(again.public.metric.value - good.public.metric.value, 9);
  });

  test('[SC5] a target is reached beyond the noise of the score, and not by luck within it', () => {
    const plain = mark(fits(guess));
    if (!plain.ok) throw new Error(plain.failure.message);
    const { metric, se } = plain.private;
    const key = answerKeyOf(variant);
    const reached = (value: number) => {
      const upload = { salt: SALT, body: encodeScoreUpload(fits(guess)), files: {}, given: NOTHING, before: null };
      const targets = [
        { name: 'sound' as const, value },
        { name: 'strong' as const, value: 0 },
      ];
      const outcome = markResult({ ...key, targets }, order, upload);
      if (!outcome.ok) throw new Error(outcome.failure.message);
      const facts = { number: 1, against: null, best: null, seconds: 1, triesLeft: 5 };
      return present(outcome, { ...facts, bundle: toCandidateBundle(variant) }).private;
    };
    expect(metric.better).toBe('lower');
    const verdicts = (value: number) => (reached(value).toTargets ?? []).map(({ name, verdict }) => [name, verdict]);
    const strong = ['strong', 'worse'];
    expect(verdicts(metric.value + 0.5 * se)).toEqual([['sound', 'within-noise'], strong]);
    expect(verdicts(metric.value + 20 * se)).toEqual([['sound', 'better'], strong]);
    expect(verdicts(metric.value - 20 * se)).toEqual([['sound', 'worse'], strong]);
    expect(reachedBy(reached(metric.value + 20 * se)).map(({ reached }) => reached)).toEqual([true, false]);
  });

  test('[SC6] the validation number of the first fit, which is that of Check, stands beside the mean of the fits', () => {
    const seeds = variant.scenario.spec.constraints.fitSeeds;
    const outcome = mark(
      fits(guess, ({ seed }) => ({ reported: { name: 'cost', value: 7 + seeds.indexOf(seed), better: 'lower' } })),
    );
    if (!outcome.ok) throw new Error(outcome.failure.message);
    expect(outcome.reportedFirst?.value).toBe(7);
    expect(outcome.reported?.value).toBe(7 + (seeds.length - 1) / 2);
  });

  const refused: [string, () => ScoreUploadFit[], string, RegExp][] = [
    ['NaN', () => fits((row) => (row === 5 ? Number.NaN : 0.5)), 'bad-predictions', /NaN for row \d+/],
    [
      'infinity',
      () => fits((row) => (row === 5 ? Number.POSITIVE_INFINITY : 0.5)),
      'bad-predictions',
      /Infinity for row/,
    ],
    [
      'too few rows',
      () =>
        fits(guess, (f) => ({
          shape: [10],
          predictions: f.predictions.slice(0, 10),
          decisions: f.decisions?.slice(0, 10) ?? null,
        })),
      'bad-predictions',
      /gave 10 rows/,
    ],
    [
      'three classes',
      () => fits(guess, () => ({ shape: [order.length, 3], predictions: new Float64Array(order.length * 3) })),
      'bad-predictions',
      /3 columns/,
    ],
    [
      'no decisions where the metric is a cost',
      () => fits(guess, () => ({ decisions: null })),
      'bad-predictions',
      /decide gave nothing/,
    ],
    [
      'a decision of 2',
      () => fits(guess, () => ({ decisions: new Uint8Array(order.length).fill(2) })),
      'bad-predictions',
      /decide gave 2 for row 1/,
    ],
    ['other seeds', () => fits(guess, (f) => ({ seed: f.seed + 1 })), 'bad-payload', /seeds/],
    ['a payload of another fit', () => fits(guess, () => ({ payload: payloadOf(999) })), 'bad-payload', /fit 999/],
    [
      'a payload that is none',
      () => fits(guess, () => ({ payload: new Uint8Array(50) })),
      'bad-payload',
      /cannot be read/,
    ],
    [
      'a model over the budget, although the upload says 10',
      () => fits(guess, ({ seed }) => ({ payload: payloadOf(seed, listOf(4_000)) })),
      'over-budget',
      /4,000 weights/,
    ],
  ];
  test.each(refused)('[AU16] %s is refused and costs no try', (_, upload, code, message) => {
    const outcome = mark(upload());
    if (outcome.ok) throw new Error('was taken');
    expect(outcome.failure.code).toBe(code);
    expect(outcome.failure.message).toMatch(message);
    if (code === 'over-budget') expect(outcome.failure.weights?.items[0]).toEqual({ path: 'model', count: 4_000 });
  });

  /** An object of a class in a file, with `keys` attributes whose names are 60 random letters: names were never counted. */
  const named = (module: string, keys: number): Uint8Array<ArrayBuffer> => {
    const letters = createRng('names');
    const name = () => String.fromCharCode(...Array.from({ length: 60 }, () => 97 + letters.below(26)));
    const pairs = Array.from({ length: keys }, () => join(text(name()), [0x4e]));
    return new Uint8Array(pickleOf(pickled(module, 'Net'), [0x29, 0x81, 0x7d, 0x28], ...pairs, [0x75, 0x62]));
  };

  test('[HN23] what a payload carries weighs, whatever the upload says, and the table says where it is', () => {
    const light = mark(fits(guess, ({ seed }) => ({ payload: payloadOf(seed, named('model', 3)) })));
    expect(light.ok && light.weights.total, 'the upload says 10').toBe(0);
    const some = mark(fits(guess, ({ seed }) => ({ payload: payloadOf(seed, named('model', 120)) })));
    if (!some.ok) throw new Error(some.failure.message);
    // 26 letters are 4.7 bits each: at least that much is carried, and 3,072 bytes are free.
    expect(some.weights.total).toBeGreaterThan((120 * 60 * 4.7) / 64 - 3_072 / 8);
    expect(some.weights.items[0]?.path).toMatch(
      /^beside numbers: names, settings and texts \d,\d+ bytes, code \d+, compressed/,
    );
    expect(some.weights.items.reduce((sum, { count }) => sum + count, some.weights.rest)).toBe(some.weights.total);
    const much = mark(fits(guess, ({ seed }) => ({ payload: payloadOf(seed, named('model', 1_000)) })));
    expect(much.ok ? 'taken' : much.failure.code).toBe('over-budget');
  });

  test('[HN10] a class in a file that the candidate added crosses; one in a file that is not there is refused', () => {
    const all = fits(guess, ({ seed }) => ({ payload: payloadOf(seed, named('parts.nets', 1)) }));
    const upload = { salt: SALT, body: encodeScoreUpload(all), given: NOTHING, before: null };
    const files = { 'parts/nets.py': 'class Net: pass\n' };
    expect(markResult(answerKeyOf(variant), order, { ...upload, files })).toMatchObject({ ok: true });
    const refused = markResult(answerKeyOf(variant), order, { ...upload, files: {} });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'bad-payload' } });
  });

  test('[AU16] any other bytes are refused', () => {
    for (const body of [
      new Uint8Array(0),
      new Uint8Array(100),
      new TextEncoder().encode('HOS1 and more'),
      encodeScoreUpload(fits(guess)).slice(0, -3),
    ]) {
      const outcome = markResult(answerKeyOf(variant), order, {
        salt: SALT,
        body,
        files: {},
        given: NOTHING,
        before: null,
      });
      expect(outcome.ok ? 'taken' : outcome.failure.code).toBe('bad-payload');
    }
  });

  test('[AU4] handed-out rows are those of the data without labels, in the salt’s order, under fresh ids', {
    timeout: 120_000,
  }, async () => {
    const library = new Library('scenarios');
    const form = variant.form.id;
    const key = { slug: 'bank-scam', form, source: published('rows'), language: 'python' as const };
    const full = makeVariant(variant.scenario, { form, source: published('rows'), language: 'python' });
    const text = gunzipSync(await library.holdout((await library.material(key)).holdout, SALT)).toString('utf8');
    const [header = '', ...lines] = text.trimEnd().split('\n');
    const { label, id } = variant.scenario.spec.data;
    expect(header.split(',')).not.toContain(label);
    expect(header.split(',')[0]).toBe(id);
    const cells = toCsv(full.data.holdout)
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(line.indexOf(',') + 1));
    const places = holdoutOrder(cells.length, SALT);
    expect(
      lines.map((line) => line.slice(line.indexOf(',') + 1)).every((line, i) => line === cells[places[i] as number]),
    ).toBe(true);
    expect(lines.map((line) => Number(line.split(',')[0])).every((n, i) => n === i + 1)).toBe(true);
  });

  test('[AU16] each hand-out has its own order, and the same score always the same one', () => {
    expect(holdoutOrder(100, 'a')).toEqual(holdoutOrder(100, 'a'));
    expect(holdoutOrder(100, 'a')).not.toEqual(holdoutOrder(100, 'b'));
    expect([...holdoutOrder(100, 'a')].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
