/** Runs of a scenario's cases: the official path and probes, several at a time, each interpreter in a separate process. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LIMITS } from '../../../protocol/limits.ts';
import { caller, RpcError, type RpcPort } from '../../../protocol/rpc.ts';
import { INTERPRETERS } from './interpreters.ts';
import {
  type MeasureAnswer,
  MeasureError,
  type MeasureJob,
  type MeasureOutcome,
  type MeasureReply,
  measureReply,
  nameOf,
} from './job.ts';
import type { MeasuringProcess } from './process.ts';
import { createRunner } from './runner.ts';

interface MeasureOptions {
  /** Interpreters at a time, about 1 GB each; 0: in this very process, one job after another. */
  processes?: number;
  /** Called after each job with how many are done. */
  onProgress?: (done: number) => void;
  /** Given each outcome as soon as it is there. */
  each?: (at: number, outcome: MeasureOutcome) => void;
}

const WORKER = fileURLToPath(new URL('./process.ts', import.meta.url));
/** An official run ends at its limit in the browser; probes end at theirs. After twice that time nothing comes any more. */
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
  { processes = 2, onProgress = () => {}, each = () => {} }: MeasureOptions = {},
): Promise<MeasureOutcome[]> {
  const outcomes: MeasureOutcome[] = new Array(jobs.length);
  const open = new Set<Worker>();
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    let worker: Worker | null = null;
    let before: MeasureJob | undefined;
    for (let at = next++; at < jobs.length; at = next++) {
      const job = jobs[at] as MeasureJob;
      if (before && before.scaffold.name !== job.scaffold.name) worker = end(worker);
      before = job;
      worker ??= processes === 0 ? inProcess() : inChild();
      open.add(worker);
      const { outcome, spent } = await worker.ask(job);
      outcomes[at] = outcome;
      each(at, outcome);
      onProgress(++done);
      if (spent !== null) worker = end(worker);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(Math.max(1, processes), jobs.length) }, work));
  } finally {
    next = jobs.length;
    for (const worker of open) worker.end();
  }
  return outcomes;
}

function end(worker: Worker | null): null {
  worker?.end();
  return null;
}

/** A runner, in this process or in a separate one. */
interface Worker {
  ask(job: MeasureJob): Promise<MeasureReply>;
  end(): void;
}

function inProcess(): Worker {
  const runner = createRunner(INTERPRETERS);
  return { ask: (job) => runner.run(job), end: () => {} };
}

function inChild(): Worker {
  const child = fork(WORKER, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  const port: RpcPort = {
    postMessage: (message) => void child.send(message as object),
    on: (event, hear) => child.on(event, hear),
  };
  const process = caller<MeasuringProcess>(port, { deadlineMs: SECONDS * 1_000 });
  child.on('exit', (code) => process.end(new Error(`the interpreter's process ended with ${code}`)));
  return {
    async ask(job) {
      try {
        return measureReply.parse(await process.call('run', job));
      } catch (error) {
        const late = error instanceof RpcError && error.code === 'deadline';
        const reason = late ? `no answer within ${SECONDS} s` : error instanceof Error ? error.message : String(error);
        throw new MeasureError(`${nameOf(job)}: ${reason}`, { cause: error });
      }
    },
    end: () => void child.kill(),
  };
}
