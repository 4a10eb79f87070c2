/** Runs of a scenario's cases: the official path and probes, several at a time, each interpreter in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProbeResult } from '../../../engine/contract/probes/result.ts';
import type { Language } from '../../../protocol/language.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import { createRunner } from './runner.ts';

/** One run to make. `bugs` are planted, all others fixed; `reference` runs the test-solve instead. */
export interface MeasureJob {
  folder: string;
  language: Language;
  /** Of the scaffold. An interpreter has one set of packages, so jobs of a scaffold are best asked in a row. */
  framework: string | null;
  seed: string;
  /** Training rows; as many as the scenario declares where absent. */
  train?: number;
  /** Hold-out rows. */
  holdout: number;
  fitSeeds: number[];
  bugs: string[];
  reference: boolean;
  /** Whether the official path is run; it is where absent. */
  official?: boolean;
  /** Ids of the scenario's probes that are run; none where absent. */
  probes?: string[];
}

/** What came back, a list item a fit seed; rows are in the order of the generated hold-out. */
export interface MeasureAnswer {
  /** Empty where the official path was not asked for. */
  fits: {
    reported: { name: string; value: number; better: 'higher' | 'lower' };
    predictions: Float64Array;
    decisions: Uint8Array | null;
    weights: number;
    /** Seconds that `fit` took, of a machine that does nothing else. */
    fitSeconds: number;
  }[];
  /** Empty where they were not asked for. */
  probes: ProbeResult[];
  /** Seconds of the official path, training and prediction, of a machine that does nothing else. */
  officialSeconds: number;
  /** Memory of the interpreter behind the official path; of one that ran other jobs before, the most so far. */
  heapBytes: number;
}

/** A run that was made, or why the candidate's code could not be run. */
export type MeasureOutcome = { answer: MeasureAnswer } | { error: string };

/** What a process says after a job. */
export interface MeasureReply {
  outcome: MeasureOutcome;
  /** Why this interpreter should not be used again. */
  spent: string | null;
}

/** A run that could not be made; the message holds folder, seed, bugs and what the interpreter said. */
export class MeasureError extends Error {}

export interface MeasureOptions {
  /** Interpreters at a time, about 1 GB each; 0: in this very process, one job after another. */
  processes?: number;
  /** Told after each job how many are done. */
  told?: (done: number) => void;
  /** Given each outcome as soon as it is there. */
  each?: (at: number, outcome: MeasureOutcome) => void;
}

const WORKER = fileURLToPath(new URL('./process.ts', import.meta.url));
/** An official run ends at its limit in the browser; probes end at their own. Twice that, and nothing comes any more. */
const SECONDS = 2 * LIMITS.officialSeconds + 600;

/**
 * Runs the jobs and answers in their order. The first failing job stops all and is thrown with its seed and bugs.
 * @throws MeasureError
 */
export async function measure(jobs: readonly MeasureJob[], options: MeasureOptions = {}): Promise<MeasureAnswer[]> {
  const each = (at: number, outcome: MeasureOutcome): void => {
    if ('error' in outcome) throw new MeasureError(`${nameOf(jobs[at] as MeasureJob)}: ${outcome.error}`);
    options.each?.(at, outcome);
  };
  const outcomes = await measureAll(jobs, { ...options, each });
  return outcomes.map((outcome) => (outcome as { answer: MeasureAnswer }).answer);
}

/**
 * Runs the jobs and answers in their order; what the candidate's code does wrong is an outcome like any other.
 * @throws MeasureError where an interpreter does not start, ends or hangs; whatever `each` throws
 */
export async function measureAll(
  jobs: readonly MeasureJob[],
  { processes = 2, told = () => {}, each = () => {} }: MeasureOptions = {},
): Promise<MeasureOutcome[]> {
  const outcomes: MeasureOutcome[] = new Array(jobs.length);
  const open = new Set<Interpreter>();
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    let interpreter: Interpreter | null = null;
    let before: MeasureJob | undefined;
    for (let at = next++; at < jobs.length; at = next++) {
      const job = jobs[at] as MeasureJob;
      if (before && (before.language !== job.language || before.framework !== job.framework))
        interpreter = end(interpreter);
      before = job;
      interpreter ??= processes === 0 ? inProcess() : inChild();
      open.add(interpreter);
      const { outcome, spent } = await interpreter.ask(job);
      outcomes[at] = outcome;
      each(at, outcome);
      told(++done);
      if (spent !== null) interpreter = end(interpreter);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(Math.max(1, processes), jobs.length) }, work));
  } finally {
    next = jobs.length;
    for (const interpreter of open) interpreter.end();
  }
  return outcomes;
}

function end(interpreter: Interpreter | null): null {
  interpreter?.end();
  return null;
}

interface Interpreter {
  ask(job: MeasureJob): Promise<MeasureReply>;
  end(): void;
}

function inProcess(): Interpreter {
  const runner = createRunner();
  return { ask: (job) => runner.run(job), end: () => {} };
}

function inChild(): Interpreter {
  const child = fork(WORKER, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  return { ask: (job) => ask(child, job), end: () => void child.kill() };
}

function ask(child: ChildProcess, job: MeasureJob): Promise<MeasureReply> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const fail = (reason: string): void => {
      settle();
      reject(new MeasureError(`${nameOf(job)}: ${reason}`));
    };
    const onMessage = (message: unknown): void => {
      settle();
      const { reply, broken } = message as { reply?: MeasureReply; broken?: string };
      if (reply) resolve(reply);
      else reject(new MeasureError(`${nameOf(job)}: ${broken}`));
    };
    const onExit = (code: number | null): void => fail(`the interpreter's process ended with ${code}`);
    const timer = setTimeout(() => fail(`no answer within ${SECONDS} s`), SECONDS * 1_000);
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(job);
  });
}

function nameOf({ folder, seed, reference, bugs }: MeasureJob): string {
  return `${folder}, seed ${seed}, ${reference ? 'reference' : bugs.join('+') || 'clean'}`;
}
