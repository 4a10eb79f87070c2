/** The schemas of the official path's answers: what the candidate's code makes too long is cut, never a reason to refuse the answer. */
import { expect, test } from 'vitest';
import { trainAnswer } from '../../../../engine/contract/official.ts';
import { batchAnswer } from '../../../../engine/official/answers.ts';

const traceback = `Traceback (most recent call last):\n${'  File "model.py", line 1, in a\n'.repeat(2_000)}ValueError: no`;
const frames = Array.from({ length: 2_500 }, (_, line) => ({ file: 'model.py', line, function: 'a' }));
const failure = { ok: false, error: { code: 'raised', message: 'x'.repeat(100_000), traceback, frames } };
const note = { kind: 'untravelled', file: 'model.py', name: 'n'.repeat(1_000), message: 'm'.repeat(10_000) };

test('[HN6] an error of any length is an answer, and its last line is there', () => {
  const parsed = trainAnswer.parse(failure);
  if (parsed.ok) throw new Error('a failure went well');
  expect(parsed.error.message).toHaveLength(100_000);
  expect(parsed.error.traceback).toBe(traceback);
  expect(parsed.error.frames).toHaveLength(2_000);
  expect(parsed.error.frames?.at(-1)?.line).toBe(2_499);
  expect(parsed.notes).toEqual([]);
  expect(batchAnswer.parse(failure).ok).toBe(false);
});

test('[HN5] notes that are too long or too many are cut', () => {
  const fit = { seed: 1, rows: { train: 1, valid: 1 }, payload: new Uint8Array(1), validIds: [] };
  const parsed = trainAnswer.parse({ ok: true, fits: [fit], notes: Array.from({ length: 300 }, () => note) });
  expect(parsed.notes).toHaveLength(200);
  expect(parsed.notes[0]?.name).toHaveLength(300);
  expect(parsed.notes[0]?.message).toHaveLength(2_000);
});
