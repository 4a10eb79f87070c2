/** One run at a time: it waits for the kernel, runs, is ended by Stop or by its limit, and its notices report what became of the variables. */
import type { LanguageTrack } from '../../engine/contract/language.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { OutputItem } from '../../protocol/output.ts';
import { createOutputMeter, type OutputMeter } from '../../protocol/outputMeter.ts';
import { runAnswer } from './answers.ts';
import { emittedOf } from './emitted.ts';
import type { Fleet } from './fleet.ts';
import { CallError, type Interpreter, InterpreterLostError } from './interpreter.ts';
import { listed } from './listed.ts';
import type { Questions } from './questions.ts';
import { RunLimit } from './runLimit.ts';
import type { RunStep, ShownRun } from './state.ts';
import type { RunResult, SandboxOptions, SandboxRun } from './types.ts';
import { type Loss, refusals, runNotices } from './words.ts';

/** A run that waits for a question longer than this, in ms, shows that it waits. */
const SHOW_WAITING_MS = 100;

/** Who ended a run: a person, or its limit. */
type Ending = 'stopped' | 'timeout';

interface CurrentRun {
  readonly runId: string;
  readonly file: string;
  readonly meter: OutputMeter;
  /** What it waits for or runs in; null while there is none. */
  interpreter: Interpreter | null;
  /** Null while nothing is to be shown of it. */
  step: RunStep | null;
  ending: Ending | null;
  readonly limit: RunLimit;
  /** Resolves when somebody ends it, perhaps before it has begun. */
  readonly endAsked: Promise<null>;
  readonly askEnd: () => void;
  /** Resolves when the interpreter has been stopped. */
  stopped: Promise<void>;
  /** Resolves when the run has ended, either way. */
  done: Promise<unknown>;
}

interface RunControllerOptions {
  sandbox: SandboxOptions;
  track: LanguageTrack;
  fleet: () => Fleet;
  questions: Questions;
  files: () => Readonly<Record<string, string>>;
  /** What is shown of the run has changed. */
  onChange: () => void;
}

export class RunController {
  readonly #options: RunControllerOptions;
  readonly #notices: ReturnType<typeof runNotices>;
  readonly #seconds: number;
  #current: CurrentRun | null = null;

  constructor(options: RunControllerOptions) {
    this.#options = options;
    this.#notices = runNotices(options.track.title);
    this.#seconds = options.sandbox.runSeconds ?? LIMITS.runSeconds;
  }

  /** True from the moment a run is asked for until it has ended. */
  get busy(): boolean {
    return this.#current !== null;
  }

  /** What is to be shown of the current run. */
  get shown(): ShownRun | null {
    const run = this.#current;
    if (!run?.step) return null;
    const { runId, file, step, limit } = run;
    return { runId, file, step, ...(limit.shown ? { limit: limit.shown } : {}) };
  }

  /** @throws where a run is under way or the interpreter cannot be started. */
  async run(request: SandboxRun): Promise<RunResult> {
    if (this.#current) throw new Error(refusals.running);
    let askEnd = (): void => {};
    const endAsked = new Promise<null>((resolve) => {
      askEnd = () => resolve(null);
    });
    const runId = request.runId ?? crypto.randomUUID();
    const run: CurrentRun = {
      runId,
      file: request.file,
      meter: createOutputMeter(),
      interpreter: null,
      step: null,
      ending: null,
      limit: new RunLimit({
        seconds: this.#seconds,
        onSet: (seconds) => this.#options.sandbox.onLimit?.(runId, seconds),
        onReached: () => void this.#end(run, 'timeout'),
      }),
      endAsked,
      askEnd,
      stopped: Promise.resolve(),
      done: endAsked,
    };
    this.#current = run;
    const finished = this.#perform(request, run).finally(() => {
      this.#current = null;
    });
    run.done = finished.catch(() => {});
    const result = await finished;
    this.#options.onChange();
    return result;
  }

  /** Ends the current run, whatever it does; resolves when it has ended. */
  async stop(): Promise<void> {
    if (this.#current) await this.#end(this.#current, 'stopped');
  }

  /** The current run's code may execute for longer, up to the most that a run may take. */
  giveTime(): void {
    if (this.#current?.ending !== null) return;
    this.#current.limit.extend();
    this.#options.onChange();
  }

  async #perform(request: SandboxRun, run: CurrentRun): Promise<RunResult> {
    const result = notBegun(run.runId);
    const fleet = this.#options.fleet();
    const kernel = await Promise.race([fleet.kernel(), run.endAsked]);
    if (!kernel) return result;
    const interpreter = await this.#free(run, kernel);
    const lost = fleet.takeLoss();
    if (lost) this.#notice(run, 'restarted', this.#notices.lostBefore(lost));
    run.interpreter = interpreter;
    if (!run.ending) {
      this.#step(run, 'running');
      const started = performance.now();
      try {
        Object.assign(result, await this.#execute(request, run, interpreter));
      } catch (error) {
        // Whatever broke the code of the kernel leaves it in an unknown state: it is replaced.
        if (!(error instanceof InterpreterLostError)) await interpreter.end();
        Object.assign(result, { status: run.ending ?? 'lost', varsLost: true });
        if (!run.ending) this.#notice(run, 'restarted', this.#notices.lost(lossOf(error)));
        fleet.takeLoss();
      }
      result.durationMs = performance.now() - started;
    }
    if (run.ending) {
      await run.stopped;
      this.#explainEnd(run, run.ending, interpreter, result);
    }
    if (!result.varsLost) await this.#recycle(run, interpreter, result);
    // Stop may come while memory is given back; whoever pressed it reads that.
    if (run.ending) result.status = run.ending;
    return result;
  }

  /**
   * The kernel, once it is free for the run. Questions are interrupted and answer within a moment. A kernel that imports ahead is
   * replaced by the spare one; nothing has run in it. Code in C cannot be interrupted: the run shows that it waits, and Stop works.
   */
  async #free(run: CurrentRun, kernel: Interpreter): Promise<Interpreter> {
    const { questions, fleet } = this.#options;
    const isImporting = !kernel.hasRun && questions.importing;
    const spare = isImporting ? fleet().replaceKernel() : null;
    if (spare) return spare;
    run.interpreter = kernel;
    const showing = setTimeout(() => this.#step(run, 'finishing'), SHOW_WAITING_MS);
    const limit = setTimeout(() => void this.#end(run, 'timeout'), this.#seconds * 1_000);
    await Promise.race([questions.idle(isImporting ? null : kernel), run.endAsked]);
    clearTimeout(limit);
    clearTimeout(showing);
    return kernel;
  }

  async #execute(
    { kind, file, code, startLine = 1 }: SandboxRun,
    run: CurrentRun,
    interpreter: Interpreter,
  ): Promise<Pick<RunResult, 'status' | 'weights'>> {
    try {
      const files = this.#options.files();
      const emitted = await emittedOf(this.#options.sandbox.emit, files, { file, code });
      const request = { kind, file, code, startLine, files, seconds: this.#seconds, ...(emitted ? { emitted } : {}) };
      const answer = await interpreter.call(
        { call: 'run', request },
        {
          onOutput: (text) => this.#show(run, listed(text)),
          onExecuting: () => {
            run.limit.begin();
            this.#options.onChange();
          },
        },
      );
      return runAnswer.parse(answer);
    } finally {
      run.limit.end();
    }
  }

  async #end(run: CurrentRun, ending: Ending): Promise<void> {
    run.ending ??= ending;
    if (run.interpreter?.alive) {
      this.#step(run, 'stopping');
      // One that has run nothing may be importing ahead, which an interrupt would leave half done.
      const grace = ending === 'timeout' ? LIMITS.limitTerminateMs : LIMITS.terminateMs;
      run.stopped = run.interpreter.hasRun ? run.interpreter.stop(grace) : run.interpreter.end();
    }
    run.askEnd();
    await run.stopped;
    await run.done;
  }

  /**
   * Status and notice of a run that was ended, whatever its code made of the interrupt: a library or the code may have caught it. Its
   * variables are there only where the interpreter is.
   */
  #explainEnd(run: CurrentRun, ending: Ending, interpreter: Interpreter, result: RunResult): void {
    const answered = result.status;
    result.varsLost = !interpreter.alive;
    result.status = ending;
    const text = endNotice(this.#notices, { ending, answered, lost: result.varsLost, seconds: run.limit.seconds });
    if (text) this.#notice(run, result.varsLost ? 'restarted' : 'stopped', text);
  }

  /** WebAssembly memory never shrinks: an interpreter that holds too much is replaced after the run. */
  async #recycle(run: CurrentRun, interpreter: Interpreter, result: RunResult): Promise<void> {
    if (interpreter.heapBytes <= (this.#options.sandbox.heapRecycleBytes ?? LIMITS.heapRecycleBytes)) return;
    result.varsLost = true;
    this.#notice(run, 'restarted', this.#notices.heap(Math.round(interpreter.heapBytes / 2 ** 20)));
    await interpreter.end();
  }

  #step(run: CurrentRun, step: RunStep): void {
    run.step = step;
    this.#options.onChange();
  }

  #notice(run: CurrentRun, kind: 'restarted' | 'stopped', text: string): void {
    this.#show(run, [{ type: 'notice', kind, text: text.slice(0, 1_000) }]);
  }

  /** Passes on what fits shapes and caps: the caps in the worker are under the candidate's control. */
  #show(run: CurrentRun, items: unknown[]): void {
    const good = items.map((item) => run.meter.take(item)).filter((item): item is OutputItem => item !== null);
    if (good.length > 0) this.#options.sandbox.onOutput?.(run.runId, good);
  }
}

/** The result of a run whose code has not begun. */
const notBegun = (runId: string): RunResult => ({
  runId,
  status: 'stopped',
  durationMs: 0,
  varsLost: false,
  weights: null,
});

/** What a run that was ended says about it; null where the kernel has said that it was stopped. */
function endNotice(
  notices: ReturnType<typeof runNotices>,
  run: { ending: Ending; answered: RunResult['status']; lost: boolean; seconds: number },
): string | null {
  if (run.ending === 'timeout') return run.lost ? notices.timeout(run.seconds) : notices.interrupted(run.seconds);
  if (run.lost) return notices.stopped;
  return run.answered === 'stopped' ? null : notices.caught;
}

function lossOf(error: unknown): Loss {
  if (error instanceof InterpreterLostError || error instanceof CallError) return error.loss;
  return { code: 'call', detail: error instanceof Error ? error.message : String(error) };
}
