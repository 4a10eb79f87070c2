/**
 * The messages between page, frame and worker.
 *
 * Page and frame talk over one MessagePort, frame and worker over another one, which Python code has no name for. Still,
 * whatever comes out of the worker is the candidate's word: the page parses it with the schemas of answers.ts.
 */

import type { Emitted } from '../../engine/contract/emitted.ts';
import type { RunRequest } from '../../engine/contract/kernel.ts';
import type { LanguageRuntime } from '../../engine/contract/language.ts';
import type { OfficialConfig } from '../../engine/contract/official.ts';
import type { ProbeOptions } from '../../engine/contract/probes/result.ts';
import type { Probe } from '../../engine/contract/probes/spec.ts';
import type { Question } from '../../engine/contract/question.ts';
import type { ScriptAddress } from './scriptAddress.ts';

/** Bytes as the frame stores them: shared where the page is isolated, else copied to each worker. */
export type Bytes = ArrayBuffer | SharedArrayBuffer;

export interface NamedBytes {
  path: string;
  bytes: Bytes;
}

/** Everything an interpreter is made of. */
export interface RuntimeBytes {
  core: Record<string, Bytes>;
  /** Package segments, dependencies first. */
  segments: Bytes[];
  /** Data files by path in the candidate's folder. */
  data: NamedBytes[];
}

/** An official call's code; `emitted`: TypeScript that the editor has compiled already. */
interface OfficialCode {
  config: OfficialConfig;
  files: Record<string, string>;
  emitted?: Record<string, Emitted>;
}

/** What an interpreter is asked to do. One call at a time. */
export type WorkerCall =
  | { call: 'run'; request: RunRequest }
  | { call: 'ask'; question: Question }
  | (OfficialCode & { call: 'train' })
  | (OfficialCode & { call: 'validation'; validIds: readonly unknown[] })
  /** The payload of one fit; what follows up to `closePayload` is asked of it. */
  | (OfficialCode & { call: 'openPayload'; payload: ArrayBuffer })
  | { call: 'predict'; rows: ArrayBuffer; places: ArrayBuffer }
  | { call: 'closePayload' }
  /** Of a staff browser's Python worker alone: imports modules ahead of the candidate's code. */
  | { call: 'import'; modules: readonly string[] }
  /** Of a staff browser's worker alone; each result is reported as progress. */
  | (OfficialCode & { call: 'probe'; probes: readonly Probe[]; options: Omit<ProbeOptions, 'onResult'> });

/** Settings of one interpreter, given at its start. */
export interface WorkerSettings {
  matplotlib: boolean;
  /** For the weight meter of runs; null: nothing is metered. */
  config: OfficialConfig | null;
}

/** What the frame needs to know of a language: the frame compares no names and has no table of languages. */
interface RuntimeFacts extends Pick<LanguageRuntime, 'main' | 'mainIs'> {
  interruptible: boolean;
  /** Another script for the workers, of a staff browser; null: that of candidates. */
  workerScript: string | null;
}

export type PageToFrame =
  /** The files of the interpreter itself come first, so that it starts while the packages are still loading. */
  | { to: 'frame'; type: 'core'; runtime: RuntimeFacts; core: Record<string, Bytes> }
  | { to: 'frame'; type: 'packages'; segments: Bytes[]; data: NamedBytes[] }
  | { to: 'frame'; type: 'spawn'; worker: number; settings: WorkerSettings }
  /** `boundMs`: the frame interrupts the call after so long. */
  | { to: 'frame'; type: 'call'; worker: number; id: number; call: WorkerCall; boundMs?: number }
  | { to: 'frame'; type: 'interrupt'; worker: number }
  /** What the program has started besides (timers, tasks) ends; the interpreter lives on. */
  | { to: 'frame'; type: 'halt'; worker: number }
  /** Asks whether the frame lives. */
  | { to: 'frame'; type: 'ping' }
  | { to: 'frame'; type: 'terminate'; worker: number };

export type FrameToPage =
  /** `startsWorkers`: the browser starts workers in this frame at all. */
  | { from: 'frame'; type: 'hello'; isolated: boolean; startsWorkers: boolean }
  | { from: 'frame'; type: 'pong' }
  | { from: 'frame'; type: 'compiled' }
  | { from: 'frame'; type: 'terminated'; worker: number }
  /** `gone`: it has ended without a word; `stuck`: its thread answers nothing while it has no call. */
  | { from: 'frame'; type: 'ended'; worker: number; reason: 'crash' | 'flood' | 'gone' | 'stuck'; message: string }
  | { from: 'frame'; type: 'forwarded'; worker: number; message: unknown };

/** From the frame to a worker. */
export type FrameToWorker =
  | {
      type: 'start';
      core: Record<string, Bytes>;
      /** The program of Pyodide, compiled; null for TypeScript. */
      wasm: WebAssembly.Module | null;
      interrupt: Uint8Array | null;
      settings: WorkerSettings;
    }
  | { type: 'packages'; segments: Bytes[]; data: NamedBytes[]; modules: Map<string, WebAssembly.Module> }
  | { type: 'call'; id: number; call: WorkerCall }
  | { type: 'halt' }
  /** Answered by `pong` as soon as the thread has nothing else to do. */
  | { type: 'ping' };

/** The first message of a worker, on its global channel. */
export interface WorkerPorts {
  port: MessagePort;
  /** For the guard, a worker inside the worker that answers while the worker computes: pulse.ts. */
  guard: MessagePort;
  address: ScriptAddress;
}

/** Most characters of one output message: the frame forwards no longer one. */
export const OUTPUT_TEXT_LIMIT = 4_000_000;

/** A call that broke inside the interpreter: by calls nested too deeply, or otherwise. The worker knows which; the page does not guess. */
export interface CallFailure {
  code: 'recursion' | 'call';
  message: string;
}

/** From a worker, by way of the frame, as the worker means it; the page parses it with `workerMessage` of answers.ts. */
export type WorkerMessage =
  | { type: 'ready'; heap: number; timings: Record<string, number> }
  | { type: 'failed'; message: string }
  /** Output travels as JSON text, so that the frame can bound it by length. */
  | { type: 'output'; id: number; text: string }
  | { type: 'progress'; id: number; text: string }
  /** For the frame: the script runs and starts the guard; then the port is listened to. */
  | { type: 'here' }
  | { type: 'listening'; guarded: boolean }
  /** For the frame: the thread lives; the call is taken up. */
  | { type: 'pong' }
  | { type: 'begun'; id: number }
  /** The kernel stands, and the code of a run begins to execute. */
  | { type: 'executing'; id: number }
  | { type: 'answer'; id: number; value: unknown; error: CallFailure | null; heap: number };
