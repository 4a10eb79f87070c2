/** An interpreter of either language, as the runner uses it: one scaffold's official path and probes on one seed's data. */
import type { OfficialConfig, Predicted, TrainAnswer } from '../../../engine/contract/official.ts';
import type { ProbeResult } from '../../../engine/contract/probes/result.ts';
import type { Probe } from '../../../engine/contract/probes/spec.ts';
import type { Questions } from '../../../engine/official/predict.ts';

/** What an interpreter is given. */
export interface Task {
  config: OfficialConfig;
  /** Text by file name. */
  files: Record<string, string>;
  /** The training file. */
  train: Uint8Array;
  /** The hold-out without labels, as a file. */
  holdout: Uint8Array;
  /** How its rows are asked; without it as a score asks them. */
  questions?: (holdout: Uint8Array) => Questions;
  probes: readonly Probe[];
  /** Text of the author's code by probe. */
  own: Readonly<Record<string, string>>;
}

/** The official path to its end: an answer of training, and where that went well, one of prediction per fit. */
interface OfficialRun {
  trained: TrainAnswer;
  predicted: readonly Predicted[];
}

/** What came of a task. */
export interface Ran {
  /** Null where the official path was not asked for. */
  official: OfficialRun | null;
  probes: ProbeResult[];
  /** Seconds that the official path took, whatever else the machine did. */
  officialSeconds: number;
  /** Memory behind the official path. */
  heapBytes: number;
}

export interface Interpreter {
  /** @throws Error where the interpreter itself breaks; what the candidate's code does wrong is an answer */
  run(task: Task, official: boolean): Promise<Ran>;
  /** Why it should not be used again, after a run; null where it may be. */
  spent(): string | null;
}

/** Starts an interpreter with these packages. @throws Error where the runtime is not prepared */
export type StartInterpreter = (packages: readonly string[]) => Promise<Interpreter>;
