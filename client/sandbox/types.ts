/** What pages know of the sandbox: runs, Check, Score and re-runs by staff go through this interface. */

import type { Emitted } from '../../engine/contract/emitted.ts';
import type { OfficialConfig } from '../../engine/contract/official.ts';
import type { Language } from '../../protocol/language.ts';
import type { OutputItem } from '../../protocol/output.ts';
import type { MetricValue, WeightInventory } from '../../protocol/score.ts';
import type { Completion, Definition, Hover, LintMark, Places, Signature } from './answers.ts';
import type { ProjectPosition } from './questions.ts';
import type { SandboxState } from './state.ts';

export interface DataSource {
  /** Path in the candidate's folder: `train.csv`. */
  path: string;
  /** Where the page fetches it, or the bytes themselves. */
  from: string | Uint8Array;
  /** Length, where known, for the progress. */
  bytes?: number;
}

/**
 * The editor's TypeScript compiler: a text as JavaScript, or null where it has none (not loaded yet, too slow, syntax
 * errors): the sandbox then compiles it itself.
 */
export type Emit = (file: string, text: string) => Promise<Emitted | null>;

export interface SandboxOptions {
  /** Default: Python. */
  language?: Language;
  /** TypeScript only. */
  emit?: Emit;
  /** Folder of the runtime's manifest, with a slash at the end. Default `/runtime/`. */
  runtimeUrl?: string;
  /** Address of the frame. Default `/sandbox`. */
  sandboxUrl?: string;
  /** Another script for the workers, of a staff browser; default: that of candidates. */
  workerScript?: string;
  /** Packages the scenario declares for Python; jedi comes with them. */
  packages: readonly string[];
  /** The candidate's files, path -> text. */
  files: Readonly<Record<string, string>>;
  data: readonly DataSource[];
  /** For the weight meter of runs, Check and Score. Null: runs only. */
  official: OfficialConfig | null;
  onState?: (state: SandboxState) => void;
  onOutput?: (runId: string, items: OutputItem[]) => void;
  /** The code of a run executes from now on, or got more time: it may take so many seconds in all. */
  onLimit?: (runId: string, seconds: number) => void;
  /** Where the frame is put. Default `document.body`. */
  parent?: HTMLElement;
  /** Default: the limits of protocol/limits.ts. */
  runSeconds?: number;
  officialSeconds?: number;
  heapRecycleBytes?: number;
  /** Keep a second interpreter ready. Default: where the machine reports 8 GiB or more. */
  spare?: boolean;
  /**
   * Import packages while idle after the start, where code can be interrupted; a second interpreter stands by meanwhile, so that a run
   * never waits for it. Default true.
   */
  warm?: boolean;
}

export interface SandboxRun {
  /** Chosen by the caller where it reports the run to others; default: random. */
  runId?: string;
  kind: 'cell' | 'selection' | 'file';
  file: string;
  code: string;
  /** 1-based line of the file at which `code` begins; default 1. */
  startLine?: number;
}

export interface RunResult {
  runId: string;
  status: 'ok' | 'error' | 'stopped' | 'timeout' | 'lost';
  durationMs: number;
  /** The interpreter was replaced: variables are gone, files are not. */
  varsLost: boolean;
  weights: WeightInventory | null;
}

export interface OfficialProgress {
  phase: 'start' | 'train' | 'predict';
  step: string;
  /** 1-based fit of `fits`; 0 before the first. */
  fit: number;
  fits: number;
  /** Share of the phase, 0 to 1. */
  done: number;
}

export interface OfficialRequest {
  mode: 'score' | 'check';
  files: Readonly<Record<string, string>>;
  /** Hold-out rows as the server sent them (CSV); for `score`. */
  rows?: Uint8Array;
  /** Each fit is predicted in an interpreter of its own, so that no payload can leave anything for the next; for a re-run. */
  apart?: boolean;
  /** For `score`: the run ends after its first fit where that has more weights. */
  budget?: number;
  /** For `score`: the first fit predicts the validation rows as well, after the hold-out. */
  alsoValidation?: boolean;
  onProgress?: (progress: OfficialProgress) => void;
  signal?: AbortSignal;
}

/** One fit: what crossed from training to prediction and what came of it. */
export interface OfficialFit {
  seed: number;
  payload: Uint8Array;
  /** Row order of the hold-out; `shape` is [n] or [n, k]. */
  predictions: Float64Array;
  shape: number[];
  decisions: Uint8Array | null;
  weights: WeightInventory;
  /** The metric on validation rows that the candidate's `report` returned. */
  reported: MetricValue | null;
  rows: { train: number; valid: number };
}

export interface OfficialNote {
  kind: string;
  file: string | null;
  name: string | null;
  message: string;
}

/** The validation rows of the first fit, and what the official path predicted for them, row by row. */
export interface OnValidation {
  labels: unknown[];
  /** CSV without the label, as the lines of the training file have it. */
  rows: Uint8Array;
  predictions: Float64Array;
  decisions: Uint8Array | null;
}

/** What predict and decide printed: in a Check as it is to be shown, in a score how many batches printed, and nothing of their rows. */
export interface OfficialOutput {
  items: OutputItem[];
  batches: number;
}

export type OfficialResult =
  | {
      ok: true;
      seconds: number;
      fits: OfficialFit[];
      notes: OfficialNote[];
      /** In check mode and with `alsoValidation`; null where the validation rows could not be predicted in a score. */
      validation: OnValidation | null;
      printed: OfficialOutput;
    }
  | {
      ok: false;
      seconds: number;
      code: 'code-error' | 'over-budget' | 'timeout' | 'cancelled' | 'lost';
      stage: 'train' | 'predict';
      message: string;
      /** The error of the candidate's code, with the lines of their files. */
      item: OutputItem | null;
      notes: OfficialNote[];
      /** Of the first fit, where it is over the budget. */
      weights: WeightInventory | null;
      printed: OfficialOutput;
    };

export interface Sandbox {
  readonly state: SandboxState;
  /** False: no shared memory, so Stop restarts the runtime and loses variables. Null until the frame has answered. */
  readonly isolated: boolean | null;
  /** Loads and starts; resolves when the first run could begin. Runs asked for earlier wait for it. */
  boot(): Promise<void>;
  /** Takes over the candidate's files; they are written before the next run. */
  setFiles(files: Readonly<Record<string, string>>): void;
  /**
   * Runs code; waits for the start where that is still under way. Errors of the code are output.
   * @throws where a run is under way, the sandbox is disposed, or the interpreter cannot be started.
   */
  run(run: SandboxRun): Promise<RunResult>;
  /** Ends the current run, whatever it does; resolves when it has ended. */
  stop(): Promise<void>;
  /** Gives the run under way more time, up to `LIMITS.runSecondsMost` in all; nothing where its code does not execute. */
  giveTime(): void;
  /** Whether code has run since the interpreter started, so that Restart loses variables. */
  readonly hasRun: boolean;
  /** A fresh interpreter; variables are lost. */
  restart(): Promise<void>;
  complete(file: string, code: string, line: number, column: number): Promise<Completion>;
  signature(file: string, code: string, line: number, column: number): Promise<Signature[]>;
  /** What is known of the name at a position; null where nothing is, or while code runs. */
  hover(file: string, code: string, line: number, column: number): Promise<Hover>;
  /** Where the name at a position of the files is defined; `busy` while code runs. */
  definition(at: ProjectPosition): Promise<Definition | 'busy'>;
  /** All uses of the name at a position of the files, or why it cannot be renamed; `busy` while code runs. */
  places(at: ProjectPosition): Promise<Places | 'busy'>;
  /** Errors of syntax and undefined names, or null while code runs. Files with `# %%` cells may use the kernel's names. */
  lint(file: string, code: string): Promise<LintMark[] | null>;
  /** Packages of this sandbox with their versions. */
  packages(): { name: string; version: string }[];
  /** Trains in a fresh interpreter and predicts in another one. */
  official(request: OfficialRequest): Promise<OfficialResult>;
  /** The official path on validation rows: `official` in check mode. */
  check(request: Omit<OfficialRequest, 'mode' | 'rows'>): Promise<OfficialResult>;
  dispose(): void;
}
