/** A small candidate's folder in TypeScript, for tests of the official path in Node. */
import { readFileSync } from 'node:fs';
import { startTypescriptInNode } from '../../../../engine/build/typescriptRuntime.ts';
import type { OfficialConfig, Predicted } from '../../../../engine/contract/official.ts';
import { predictingHere } from '../../../../engine/official/local.ts';
import { predictAll, questionsOf } from '../../../../engine/official/predict.ts';
import type { TrainAnswer } from '../../../../engine/typescript/official/train.ts';

const program = (name: string): string => readFileSync(new URL(`./programs/${name}.ts`, import.meta.url), 'utf8');

/** Texts of the candidate's files. */
export const DATA = program('data');
export const MODEL = program('model');

export const FILES: Readonly<Record<string, string>> = { 'data.ts': DATA, 'model.ts': MODEL };

/** The scaffold with one text of a file replaced; throws where it is not there. */
export function changed(file: 'data.ts' | 'model.ts', old: string, by: string): Record<string, string> {
  const text = FILES[file] as string;
  if (!text.includes(old)) throw new Error(`${file} has no ${old}`);
  return { ...FILES, [file]: text.replace(old, by) };
}

const names = ['load', 'split', 'prepare', 'fit', 'tune', 'predict', 'decide', 'report'];
export const CONFIG: OfficialConfig = {
  functions: Object.fromEntries(names.map((name) => [name, ['load', 'split'].includes(name) ? 'data.ts' : 'model.ts'])),
  explore: ['explore.ts'],
  label: 'y',
  id: 'id',
  train: 'train.csv',
  seeds: [3],
};

/** Rows whose label is a > 0.3 + b / 2, from a fixed linear congruential sequence. */
export function tableOf(rows: number, withLabel: boolean, firstId = 7000): string {
  let state = 12345;
  const draw = (): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state / 2147483648) * 2 - 1;
  };
  const lines = Array.from({ length: rows }, (_, i) => {
    const [a, b, c] = [draw(), draw(), draw()].map((v) => Number(v.toFixed(4))) as [number, number, number];
    return [firstId + i, a, b, c, ...(withLabel ? [Number(a - b / 2 > 0.3)] : [])].join(',');
  });
  return `${['id', 'a', 'b', 'c', ...(withLabel ? ['y'] : [])].join(',')}\n${lines.join('\n')}\n`;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface Run {
  train: TrainAnswer;
  predict: PredictAnswer[];
  progress: string[];
}

/** What came of a payload; a refusal with all that the worker said of it. */
export type PredictAnswer = Extract<Predicted, { ok: true }> | Extract<TrainAnswer, { ok: false }>;

/** Trains in one runtime and predicts in another one, on 1,200 and 700 rows by default. */
export async function official(
  files: Readonly<Record<string, string>> = FILES,
  more: Partial<OfficialConfig> = {},
  holdout = tableOf(700, false, 20_000),
): Promise<Run> {
  const config = { ...CONFIG, ...more };
  const progress: string[] = [];
  const note = (text: string): void => void progress.push(text);
  const first = await startTypescriptInNode();
  first.write('train.csv', bytes(tableOf(1_200, true)));
  const train = (await first.official(config, files).train(note)).value as TrainAnswer;
  if (!train.ok) return { train, predict: [], progress };
  const second = await startTypescriptInNode();
  const questions = questionsOf(bytes(holdout));
  const predict: PredictAnswer[] = [];
  for (const { payload } of train.fits) {
    const said: unknown[] = [];
    const one = predictingHere(second.official(config, files).predicting(payload, note));
    const heard = async (answer: Promise<unknown>): Promise<unknown> => {
      said.push(await answer);
      return said.at(-1);
    };
    const answer = await predictAll(
      {
        open: () => heard(one.open()),
        ask: (rows, places) => heard(one.ask(rows, places)),
        close: () => heard(one.close()),
      },
      questions,
    );
    predict.push(answer.ok ? answer : (said.at(-1) as PredictAnswer));
    if (!answer.ok) break;
  }
  return { train, predict, progress };
}
