/** The official paths under test: each trains in Node as a browser's worker does, and what it answers is parsed as the page parses it. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { pythonSources } from '../../../build/sandboxBundle.ts';
import { bootInNode } from '../../../engine/build/pythonRuntime.ts';
import { startTypescriptInNode } from '../../../engine/build/typescriptRuntime.ts';
import {
  type OfficialConfig,
  type OfficialFailure,
  type Predicted,
  type TrainAnswer,
  type ValidationAnswer,
  validationAnswer,
} from '../../../engine/contract/official.ts';
import type { Predicting } from '../../../engine/official/answers.ts';
import { predictingHere } from '../../../engine/official/local.ts';
import { planOf, seedOf } from '../../../engine/official/plan.ts';
import { predictAll } from '../../../engine/official/predict.ts';
import { recordsOf } from '../../../engine/official/records.ts';
import { trainAll } from '../../../engine/official/train.ts';
import { HOME } from '../../../engine/python/host/home.ts';
import { installLibrary, writeData } from '../../../engine/python/host/kernel.ts';
import { createOfficial } from '../../../engine/python/host/official.ts';
import { trackOf } from '../../../engine/tracks.ts';
import type { Language } from '../../../protocol/language.ts';

export type Files = Readonly<Record<string, string>>;

/** Both phases over the same files. */
export interface Run {
  train: TrainAnswer;
  /** Of the validation rows, where they were asked for. */
  validation: ValidationAnswer | null;
  /** Empty where training failed. */
  predict: Predicted[];
  progress: { phase: string; done: number }[];
}

/** How rows are asked; by default as a score asks them. */
export interface Asked {
  /** Validation rows in place of the hold-out. */
  check?: boolean;
  batchSeed?: number;
  holdoutRows?: number;
}

/** One interpreter's work: `train` first, then `predicting` with what crossed. */
interface Phases {
  train(data: Uint8Array, config: OfficialConfig, files: Files, progress: (text: string) => void): Promise<unknown>;
  /** In the interpreter that trained. */
  validation(config: OfficialConfig, files: Files, validIds: readonly unknown[]): Promise<unknown>;
  /** Another one. */
  predicting(): Promise<(config: OfficialConfig, files: Files, payload: Uint8Array) => Predicting>;
}

export interface Host {
  language: Language;
  /** Tests that this language does not pass, by a part of their titles, and why. */
  skip: { reason: string; tests: readonly string[] } | null;
  open(): Promise<Phases>;
}

/** One interpreter for all runs: what a run leaves behind is taken away before the next. */
const python: Host = {
  language: 'python',
  skip: null,
  async open() {
    const packages = ['numpy', 'pandas', 'joblib'];
    const env = { PYTHONHASHSEED: '0' };
    const { pyodide } = await bootInNode({ packages, env, stdout: () => {}, stderr: () => {} });
    installLibrary(pyodide, await pythonSources());
    const clear = (): void => {
      pyodide.runPython(`import os, shutil; os.chdir('/'); shutil.rmtree('${HOME}'); os.makedirs('${HOME}')`);
    };
    return {
      async train(data, config, files, progress) {
        clear();
        writeData(pyodide, config.train, data);
        return createOfficial(pyodide, config, files).train(progress).value;
      },
      async validation(config, files, validIds) {
        return createOfficial(pyodide, config, files).validation(validIds).value;
      },
      async predicting() {
        clear();
        return (config, files, payload) =>
          predictingHere(createOfficial(pyodide, config, files).predicting(payload, () => {}));
      },
    };
  },
};

const typescript: Host = {
  language: 'typescript',
  skip: null,
  async open() {
    let runtime = await startTypescriptInNode();
    return {
      async train(data, config, files, progress) {
        runtime = await startTypescriptInNode();
        runtime.write(config.train, data);
        return (await runtime.official(config, files).train(progress)).value;
      },
      async validation(config, files, validIds) {
        return runtime.official(config, files).validation(validIds.map(String)).value;
      },
      async predicting() {
        const other = await startTypescriptInNode();
        return (config, files, payload) => predictingHere(other.official(config, files).predicting(payload, () => {}));
      },
    };
  },
};

export const HOSTS: readonly Host[] = [python, typescript];

const edit = z.object({ find: z.string(), put: z.string() });
const changes = z.record(z.string(), z.record(z.string(), z.union([z.null(), edit, edit.array()])));

/** The scaffold of a language, and what each change of it makes. */
export function programsOf(language: Language): { files: Files; changed(name: string): Record<string, string> } {
  const folder = new URL(`./programs/${language}/`, import.meta.url);
  const { isSource } = trackOf(language);
  const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
  const files = Object.fromEntries(
    readdirSync(folder)
      .filter(isSource)
      .map((name) => [name, text(name)]),
  );
  const listed = changes.parse(parse(text('changes.yaml')));
  return {
    files,
    changed(name) {
      const found = listed[name];
      if (!found) throw new Error(`${language} has no change ${name}`);
      const all: Record<string, string> = { ...files };
      for (const [file, edits] of Object.entries(found)) {
        if (edits === null) delete all[file];
        for (const { find, put } of edits === null ? [] : [edits].flat()) {
          const before = all[file] ?? '';
          if (before.split(find).length !== 2)
            throw new Error(`${language}, ${name}: ${file} does not hold once: ${find}`);
          all[file] = before.replace(find, () => put);
        }
      }
      return all;
    },
  };
}

/** The error of a phase. @throws where it went well */
export function errorOf(answer: { ok: boolean } | undefined): OfficialFailure['error'] {
  if (!answer || answer.ok) throw new Error('nothing was refused');
  return (answer as OfficialFailure).error;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Rows with three features and, for training, a label that follows two of them; from a fixed linear congruential sequence. */
export function tableOf(rows: number, withLabel: boolean, firstId: number): string {
  let state = 12_345;
  const draw = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state / 2_147_483_648) * 2 - 1;
  };
  const lines = Array.from({ length: rows }, (_, i) => {
    const [a, b, c] = [draw(), draw(), draw()].map((v) => Number(v.toFixed(4))) as [number, number, number];
    return [firstId + i, a, b, c, ...(withLabel ? [Number(a - b / 2 > 0.3)] : [])].join(',');
  });
  return `${['id', 'a', 'b', 'c', ...(withLabel ? ['y'] : [])].join(',')}\n${lines.join('\n')}\n`;
}

/** The contract of the scaffold in a language. */
export function configOf(language: Language): OfficialConfig {
  const { extension } = trackOf(language);
  const inData = ['load', 'split'];
  const names = ['load', 'split', 'prepare', 'fit', 'tune', 'predict', 'decide', 'report'];
  const stem = (name: string): string => (inData.includes(name) ? 'data' : 'model');
  return {
    functions: Object.fromEntries(names.map((name) => [name, stem(name) + extension])),
    explore: [`explore${extension}`],
    label: 'y',
    id: 'id',
    train: 'train.csv',
    seeds: [3],
  };
}

/** Trains on 1,200 rows from id 7000 on and predicts hold-out rows from id 20000 on. */
export async function officialRun(
  phases: Phases,
  language: Language,
  files: Files,
  more: Partial<OfficialConfig> = {},
  { check = false, batchSeed, holdoutRows = 700 }: Asked = {},
): Promise<Run> {
  const config = { ...configOf(language), ...more };
  const progress: Run['progress'] = [];
  const data = bytes(tableOf(1_200, true, 7_000));
  const train = await trainAll(
    (one, fit) =>
      phases.train(data, one, files, (text) => {
        const step = JSON.parse(text) as { phase: string; done: number };
        progress.push({ ...step, done: (fit + step.done) / config.seeds.length });
      }),
    config,
  );
  if (!train.ok) return { train, validation: null, predict: [], progress };
  const validation = check
    ? validationAnswer.parse(await phases.validation(config, files, train.fits[0]?.validIds ?? []))
    : null;
  if (validation && !validation.ok) return { train, validation, predict: [], progress };
  const rows = validation?.rows ?? bytes(tableOf(holdoutRows, false, 20_000));
  const records = recordsOf(rows);
  const questions = { records, batches: planOf(records.rows.length, batchSeed ?? seedOf(rows), 0.1) };
  const predicting = await phases.predicting();
  const predict: Predicted[] = [];
  for (const { payload } of train.fits) {
    predict.push(
      await predictAll(predicting(config, files, payload), questions, (done) =>
        progress.push({ phase: 'predict', done }),
      ),
    );
    if (!predict.at(-1)?.ok) break;
  }
  return { train, validation, predict, progress };
}
