/**
 * A small candidate's folder in Python, for tests of the official path. `official(files, **config)` of `programs/official.py` writes
 * it anew with the given files on top, trains and predicts, and answers with `{train, predict}`; files may be None to be absent.
 */
import { readFileSync } from 'node:fs';

/** Text of a file of `programs/`. */
export const program = (name: string): string =>
  readFileSync(new URL(`./programs/${name}.py`, import.meta.url), 'utf8');
/** A candidate's file as a text in Python; it begins with an empty line, which the tests' line numbers count. */
const text = (name: string): string => JSON.stringify(`\n${program(name)}`);

/** A script that other statements follow. */
export const SCAFFOLD = [
  // A JSON text is a Python text as well.
  `DATA = ${text('data')}`,
  `MODEL = ${text('model')}`,
  program('official'),
].join('\n');

/** What `train` and `predict` answer, as far as tests look. */
export interface Refusal {
  code: string;
  message: string;
  file: string | null;
  line: number | null;
  function: string | null;
  row: number | null;
  traceback: string;
}
export interface Note {
  kind: string;
  file: string | null;
  name: string;
  message: string;
  used?: boolean;
}
export interface TrainAnswer {
  ok: boolean;
  error?: Refusal;
  notes: Note[];
  fits: { seed: number; payload: Uint8Array; stripped: string[]; reported: unknown; rows: unknown; seconds: object }[];
}
export interface Validation {
  rows: Uint8Array;
  labels: number[];
  ids: string[];
}
export interface PredictAnswer {
  ok: boolean;
  error?: Refusal;
  notes: Note[];
  rows: number;
  shape: number[];
  predictions: Uint8Array;
  decisions: Uint8Array | null;
}
export interface Official {
  train: TrainAnswer;
  predict: PredictAnswer | null;
}
