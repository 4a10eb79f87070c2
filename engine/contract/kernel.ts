/** What a kernel of any language is asked and answers; the sandbox speaks in these terms, whatever runs inside. */
import type { WeightInventory } from '../../protocol/score.ts';
import type { Emitted } from './emitted.ts';

export interface RunRequest {
  kind: 'cell' | 'selection' | 'file';
  /** Path in the candidate's folder. */
  file: string;
  code: string;
  /** 1-based line of the file at which `code` begins. */
  startLine: number;
  /** For how many seconds it may execute, as far as is known at its start; what repeats code by itself keeps within that. */
  seconds?: number;
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
