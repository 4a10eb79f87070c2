/** Answers of an interpreter, put together; here it is one whose answers a test makes. */
import { describe, expect, test } from 'vitest';
import type { Predicting } from '../../../../engine/official/answers.ts';
import { checkQuestionsOf, predictAll, type Questions, questionsOf } from '../../../../engine/official/predict.ts';

const fileOf = (n: number) =>
  new TextEncoder().encode(`id\n${Array.from({ length: n }, (_, i) => 1_000 + i).join('\n')}\n`);

/** Predicts the id; `answer` changes what is said of a batch. */
function interpreter(answer: (ids: number[], call: number) => object = () => ({})): Predicting {
  let call = 0;
  return {
    open: async () => ({ ok: true, seed: 1 }),
    async ask(rows) {
      const ids = new TextDecoder().decode(rows).trim().split('\n').slice(1).map(Number);
      const predictions = new Uint8Array(Float64Array.from(ids).buffer);
      return { ok: true, shape: [ids.length], predictions, decisions: null, ...answer(ids, call++) };
    },
    close: async () => ({ ok: true, notes: [] }),
  };
}
const scoresOf = (predictions: Uint8Array) => [...new Float64Array(new Uint8Array(predictions).buffer)];

test('[HN50] answers come back in the order of the file, each row once', async () => {
  const asked: number[] = [];
  const one = interpreter((ids) => {
    asked.push(ids.length);
    return {};
  });
  const shares: number[] = [];
  const answer = await predictAll(one, questionsOf(fileOf(3_000)), (share) => shares.push(share));
  if (!answer.ok) throw new Error('refused');
  expect(scoresOf(answer.predictions)).toEqual(Array.from({ length: 3_000 }, (_, i) => 1_000 + i));
  expect(answer).toMatchObject({ shape: [3_000], decisions: null, notes: [] });
  expect(asked.reduce((sum, n) => sum + n, 0)).toBe(3_300);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test('[HN51] how many rows a Check asks varies; its answer is over all of them', async () => {
  const asked = new Set<number>();
  for (const draw of [0, 0.4, 0.999]) {
    const questions = checkQuestionsOf(fileOf(2_000), () => draw);
    asked.add(questions.batches.reduce((sum, batch) => sum + batch.length, 0));
    const answer = await predictAll(interpreter(), questions);
    expect(answer).toMatchObject({ ok: true, shape: [2_000] });
  }
  expect([...asked]).toEqual([2_200, 2_360, 2_600]);
});

describe('rows that are asked twice', () => {
  const noteOf = async (
    answer: Parameters<typeof interpreter>[0],
    questions: Questions = questionsOf(fileOf(3_000)),
  ) => {
    const found = await predictAll(interpreter(answer), questions);
    if (!found.ok) throw new Error('refused');
    return found.notes.map(({ kind, message }) => `${kind}: ${message}`);
  };
  const floats = (values: number[]) => ({ predictions: new Uint8Array(Float64Array.from(values).buffer) });

  test('[HN51] what depends on the rows beside is a fact', async () => {
    const mean = (ids: number[]) => ids.reduce((sum, id) => sum + id, 0) / ids.length;
    const [note] = await noteOf((ids) => floats(ids.map((id) => id - mean(ids))));
    expect(note).toMatch(/^neighbours: predict depends on its neighbours, or on chance: of 300 rows that were asked/);
    expect(note).toMatch(/300 got another answer; scores by up to \d/);
    expect(await noteOf(undefined)).toEqual([]);
  });

  test('[HN51] roundings of 32-bit floats are none, and a decision that differs is one', async () => {
    expect(await noteOf((ids, call) => floats(ids.map((id) => id * (1 + call * 1e-7))))).toEqual([]);
    const [note] = await noteOf((ids, call) => ({ decisions: new Uint8Array(ids.length).fill(call % 2) }));
    expect(note).toMatch(/got another answer$/);
  });
});

test.each([
  ['too few numbers', () => ({ predictions: new Uint8Array(8) })],
  ['another shape', (ids: number[]) => ({ shape: [ids.length, 2] })],
  ['one row more', (ids: number[]) => ({ shape: [ids.length + 1] })],
  ['columns that appear', (ids: number[], call: number) => (call === 0 ? {} : { shape: [ids.length, 1] })],
  [
    'decisions that appear',
    (ids: number[], call: number) => (call === 0 ? {} : { decisions: new Uint8Array(ids.length) }),
  ],
  ['decisions of other rows', (ids: number[]) => ({ decisions: new Uint8Array(ids.length + 1) })],
])('[HN50] an answer with %s is taken for none', async (_, answer) => {
  await expect(predictAll(interpreter(answer), questionsOf(fileOf(3_000)))).rejects.toThrow('does not fit');
});

test('[HN50] a failure of any step is the answer', async () => {
  const failure = { ok: false, error: { code: 'raised', message: 'no' } };
  const questions = questionsOf(fileOf(3_000));
  for (const step of ['open', 'ask', 'close'] as const) {
    const one = { ...interpreter(), [step]: async () => failure };
    expect(await predictAll(one, questions), step).toMatchObject(failure);
  }
});
