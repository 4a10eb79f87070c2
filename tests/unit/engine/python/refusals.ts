/** The Python scaffold on the official path: runs of it, and what they are refused with. */
import { beforeAll, expect } from 'vitest';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { type Official, type Refusal, SCAFFOLD, type TrainAnswer } from './scaffold.ts';

let kit: PythonKit;

/** To be called once by a test file: boots the interpreter before its tests. */
export function openPython(): void {
  beforeAll(async () => {
    kit = await pythonKit();
  }, 120_000);
}

export function run<T>(script: string): T {
  return kit.run<T>(`${SCAFFOLD}\n${script}`);
}

export function refusal(files: string, more = ''): Refusal {
  const answer = run<TrainAnswer>(`result = train(${files}${more})`);
  expect(answer.ok).toBe(false);
  return answer.error as Refusal;
}

export function predictRefusal(files: string, more = ''): Refusal {
  const { train, predict } = run<Official>(`result = official(${files}${more})`);
  expect(train.error?.message ?? '').toBe('');
  expect(predict?.ok).toBe(false);
  return predict?.error as Refusal;
}

/** The scaffold with one line of model.py replaced. */
export const change = (old: string, by: string): string =>
  `with_model((${JSON.stringify(old)}, ${JSON.stringify(by)}))`;
export const SCORES = 'return model.predict_proba(rows[X])[:, 1]';
