/** Python's official path in two interpreters: one trains, the other never has, and predicts with what crossed. */
import { readFileSync } from 'node:fs';
import { pythonSources } from '../../../../../build/sandboxBundle.ts';
import { bootInNode } from '../../../../../engine/build/pythonRuntime.ts';
import type { OfficialConfig } from '../../../../../engine/contract/official.ts';
import { codeBaseOf } from '../../../../../engine/crossing/counter.ts';
import { PayloadError } from '../../../../../engine/crossing/error.ts';
import { forPredicting } from '../../../../../engine/crossing/python/container.ts';
import { pythonCounter } from '../../../../../engine/crossing/python/weigh.ts';
import { predictingHere } from '../../../../../engine/official/local.ts';
import { predictAll } from '../../../../../engine/official/predict.ts';
import { trainAll } from '../../../../../engine/official/train.ts';
import { HOME } from '../../../../../engine/python/host/home.ts';
import { installLibrary, writeData } from '../../../../../engine/python/host/kernel.ts';
import { createOfficial } from '../../../../../engine/python/host/official.ts';
import type { Source } from './bySource.ts';
import { arrivedIn, COLUMNS, type Outcome, questions, trainingFile } from './outcome.ts';

export type Files = Readonly<Record<string, string>>;

const program = (name: string): string => readFileSync(new URL(`../programs/${name}`, import.meta.url), 'utf8');
/** What the interview begins with: it weighs nothing. */
const GIVEN: Files = Object.fromEntries(['carry.py', 'data.py', 'model.py'].map((name) => [name, program(name)]));

const FUNCTIONS = { load: 'data.py', split: 'data.py', prepare: 'model.py', fit: 'model.py', predict: 'model.py' };
const CONFIG: OfficialConfig = {
  functions: { ...FUNCTIONS, report: 'model.py' },
  label: 'y',
  id: 'id',
  train: 'train.csv',
  seeds: [3],
  outputs: COLUMNS,
  scaffold: { ...GIVEN },
};

const indented = (body: string): string => body.split('\n').join('\n    ');

/** The files with these bodies of `put(data)`, which makes the model, and `take(model)`, which reads it. */
export function withWay(put: string, take: string): Files {
  const model = (GIVEN['model.py'] as string)
    .replace('    return None\n\n\ndef take', () => `    ${indented(put)}\n\n\ndef take`)
    .replace('    return b""', () => `    ${indented(take)}`);
  return { ...GIVEN, 'model.py': model };
}

/** The files with a source that stands below the model, or beside it, and the body of `take(model)`; nothing is fitted. */
export function withSource(source: Source, take: string): Files {
  const { 'model.py': below, ...more } = typeof source === 'string' ? { 'model.py': source } : source;
  const files = withWay('return np.zeros(4)', take);
  return { ...files, ...more, 'model.py': `${files['model.py']}\n\n${below}` };
}

async function interpreter() {
  const packages = ['numpy', 'pandas', 'scikit-learn'];
  const env = { PYTHONHASHSEED: '0' };
  const { pyodide } = await bootInNode({ packages, env, stdout: () => {}, stderr: () => {} });
  installLibrary(pyodide, await pythonSources());
  return {
    pyodide,
    clear(): void {
      pyodide.runPython(`import os, shutil; os.chdir('/'); shutil.rmtree('${HOME}'); os.makedirs('${HOME}')`);
    },
  };
}

/** Carries bytes from one interpreter to the other, as a score does. */
export async function pythonPath(): Promise<(files: Files, data: Uint8Array) => Promise<Outcome>> {
  const training = await interpreter();
  const predicting = await interpreter();
  const asked = questions();
  return async (files, data) => {
    training.clear();
    writeData(training.pyodide, CONFIG.train, trainingFile(data));
    const one = createOfficial(training.pyodide, CONFIG, files);
    const trained = await trainAll(async () => one.train(() => {}).value, CONFIG);
    if (!trained.ok) return { kind: 'refused', ...trained.error };
    const [fit] = trained.fits;
    if (!fit) throw new Error('nothing was fitted');
    try {
      const { weights } = pythonCounter(files, codeBaseOf(CONFIG))(fit.payload);
      predicting.clear();
      const other = createOfficial(predicting.pyodide, CONFIG, files);
      const payload = forPredicting(fit.payload, fit.seed);
      const said = await predictAll(predictingHere(other.predicting(payload, () => {})), asked);
      if (!said.ok) return { kind: 'refused', ...said.error };
      return { kind: 'counted', arrived: arrivedIn(said.predictions, data), weights };
    } catch (error) {
      if (error instanceof PayloadError) return { kind: 'refused', code: error.code, message: error.message };
      throw error;
    }
  };
}
