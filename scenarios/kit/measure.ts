/** Official runs of a scenario's cases in real Pyodide, several at a time, each interpreter in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Language } from '../../protocol/bundle.ts';

/** One run to make. `bugs` are planted, all others fixed; `reference` runs the test-solve instead. */
export interface MeasureJob {
  folder: string;
  lang: Language;
  /** Of the scaffold; the same for all jobs of a call, since an interpreter has one set of packages. */
  framework: string | null;
  seed: string;
  /** Hold-out rows. */
  holdout: number;
  fitSeeds: number[];
  bugs: string[];
  reference: boolean;
}

/** What came back, a list item a fit seed; rows are in the order of the generated hold-out. */
export interface MeasureAnswer {
  fits: {
    reported: { name: string; value: number; better: 'higher' | 'lower' };
    predictions: Float64Array;
    decisions: Uint8Array | null;
    weights: number;
    /** Seconds that `fit` took. */
    fitSeconds: number;
  }[];
}

interface Reply {
  answer?: MeasureAnswer;
  error?: string;
}

/** A run that could not be made; the message holds folder, seed, bugs and what Python said. */
export class MeasureError extends Error {}

const WORKER = fileURLToPath(new URL('./measureWorker.ts', import.meta.url));

/**
 * Runs the jobs and answers in their order. The first failing job stops all and is thrown with its seed and bugs.
 *
 * @param processes interpreters at a time; each takes about 1 GB
 */
export async function measure(
  jobs: readonly MeasureJob[],
  { processes = 2, told = () => {} }: { processes?: number; told?: (done: number) => void } = {},
): Promise<MeasureAnswer[]> {
  const answers: MeasureAnswer[] = new Array(jobs.length);
  const children: ChildProcess[] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    const child = fork(WORKER, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
    children.push(child);
    for (let at = next++; at < jobs.length; at = next++) {
      const job = jobs[at] as MeasureJob;
      const { answer, error } = await ask(child, job);
      const what = job.reference ? 'reference' : job.bugs.join('+') || 'clean';
      if (!answer) throw new MeasureError(`${job.folder}, seed ${job.seed}, ${what}: ${error}`);
      answers[at] = answer;
      told(++done);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, work));
  } finally {
    for (const child of children) child.kill();
  }
  return answers;
}

function ask(child: ChildProcess, job: MeasureJob): Promise<Reply> {
  return new Promise((resolve) => {
    const settle = (reply: Reply) => {
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(reply);
    };
    const onMessage = (message: unknown) => settle(message as Reply);
    const onExit = (code: number | null) => settle({ error: `the interpreter's process ended with ${code}` });
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(job);
  });
}
