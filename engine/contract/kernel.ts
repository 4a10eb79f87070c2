/** What a kernel of either language is asked and answers; the sandbox speaks in these terms, whatever runs inside. */
import type { WeightInventory } from '../../protocol/score.ts';
import type { Emitted } from './emitted.ts';

export interface RunRequest {
  kind: 'cell' | 'selection' | 'file';
  /** Path in the candidate's folder. */
  file: string;
  code: string;
  /** 1-based line of the file at which `code` begins. */
  startLine: number;
  /** All files of the work: path -> text. */
  files: Readonly<Record<string, string>>;
  /** TypeScript only: what the editor's compiler made of `code` and of files; what is missing is compiled by the kernel. */
  emitted?: { code?: Emitted; files?: Readonly<Record<string, Emitted>> };
}

export interface RunAnswer {
  status: 'ok' | 'error' | 'stopped';
  /** Weights of the last value `fit` returned in this run, where it did. */
  weights: WeightInventory | null;
}

/** What the official path needs to know about the contract. */
export interface OfficialConfig {
  /** Contract function -> file. */
  functions: Record<string, string>;
  optional?: string[];
  explore?: string[];
  label: string;
  id: string;
  /** Name of the training file in the candidate's folder. */
  train: string;
  /** Fit seeds. */
  seeds: number[];
  mode: 'score' | 'check';
  batchSeed?: number;
  /** Columns `predict` must return where there are several classes. */
  outputs?: number;
  /** What `decide` may choose among: 0 to choices - 1; 2 where absent. */
  choices?: number;
}

export interface OfficialAnswer {
  value: unknown;
  /** Buffers inside `value` that may be transferred. */
  transfer: ArrayBuffer[];
}
