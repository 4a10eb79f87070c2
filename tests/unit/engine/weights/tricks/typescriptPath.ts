/** TypeScript's official path in two runtimes: one trains, the other never has, and predicts with what crossed. */
import { readFileSync } from 'node:fs';
import { startTypescriptInNode } from '../../../../../engine/build/typescriptRuntime.ts';
import type { OfficialConfig } from '../../../../../engine/contract/official.ts';
import { codeBaseOf } from '../../../../../engine/crossing/counter.ts';
import { PayloadError } from '../../../../../engine/crossing/error.ts';
import { typescriptCounter } from '../../../../../engine/crossing/typescript/weigh.ts';
import { predictingHere } from '../../../../../engine/official/local.ts';
import { predictAll } from '../../../../../engine/official/predict.ts';
import { trainAll } from '../../../../../engine/official/train.ts';
import type { Source } from './bySource.ts';
import { arrivedIn, COLUMNS, type Outcome, questions, trainingFile } from './outcome.ts';

type Files = Readonly<Record<string, string>>;

const program = (name: string): string => readFileSync(new URL(`../programs/${name}`, import.meta.url), 'utf8');
/** What the interview begins with: it weighs nothing. */
const GIVEN: Files = Object.fromEntries(['carry.ts', 'data.ts', 'model.ts'].map((name) => [name, program(name)]));

const FUNCTIONS = { load: 'data.ts', split: 'data.ts', prepare: 'model.ts', fit: 'model.ts', predict: 'model.ts' };
const CONFIG: OfficialConfig = {
  functions: { ...FUNCTIONS, report: 'model.ts' },
  explore: [],
  label: 'y',
  id: 'id',
  train: 'train.csv',
  seeds: [3],
  outputs: COLUMNS,
  scaffold: { ...GIVEN },
};

const replaced = (text: string, old: string, by: string): string => {
  if (!text.includes(old)) throw new Error(`the model has no ${old}`);
  return text.replace(old, () => by);
};

/** The files with these bodies of `put(data)`, which makes the model, and `take(model)`, which reads it. */
export function withWay(put: string, take: string): Files {
  const model = replaced(GIVEN['model.ts'] as string, 'return { json: data.length };', put);
  return { ...GIVEN, 'model.ts': replaced(model, 'return [];', take) };
}

/** The files with a source that stands below the model, or beside it, and the body of `take(model)`; nothing is fitted. */
export function withSource(source: Source, take: string): Files {
  const { 'model.ts': below, ...more } = typeof source === 'string' ? { 'model.ts': source } : source;
  const files = withWay('return { json: data.length };', take);
  return { ...files, ...more, 'model.ts': `${files['model.ts']}\n${below}\n` };
}

/** Carries bytes from one runtime to the other, as a score does. */
export async function typescriptPath(): Promise<(files: Files, data: Uint8Array) => Promise<Outcome>> {
  const training = await startTypescriptInNode();
  const predicting = await startTypescriptInNode();
  const asked = questions();
  return async (files, data) => {
    training.write(CONFIG.train, trainingFile(data));
    const one = training.official(CONFIG, files);
    const trained = await trainAll(async () => (await one.train(() => {})).value, CONFIG);
    if (!trained.ok) return { kind: 'refused', ...trained.error };
    const [fit] = trained.fits;
    if (!fit) throw new Error('nothing was fitted');
    try {
      const { weights } = typescriptCounter(files, codeBaseOf(CONFIG))(fit.payload);
      const other = predictingHere(predicting.official(CONFIG, files).predicting(fit.payload, () => {}));
      const said = await predictAll(other, asked);
      if (!said.ok) return { kind: 'refused', ...said.error };
      return { kind: 'counted', arrived: arrivedIn(said.predictions, data), weights };
    } catch (error) {
      if (error instanceof PayloadError) return { kind: 'refused', code: error.code, message: error.message };
      throw error;
    }
  };
}
