/**
 * The sandbox as the page uses it: one kernel that lives from run to run, Stop that always works, questions of the editor,
 * and the official path in fresh interpreters. DESIGN.md section 3 is the recipe.
 */
import type { Question } from '../../engine/contract/question.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { OutputItem } from '../../protocol/output.ts';
import { createOutputMeter, type OutputMeter } from '../../protocol/outputMeter.ts';
import { answers, runAnswer } from './answers.ts';
import { emittedOf } from './emitted.ts';
import { createFleet, RUNTIME_NAMES } from './fleet.ts';
import { type Interpreter, InterpreterLost } from './interpreter.ts';
import { createNameCache } from './names.ts';
import { runOfficial } from './officialRun.ts';
import { type FleetState, IDLE, type RunStep, type SandboxState } from './state.ts';
import type { RunResult, Sandbox, SandboxOptions, SandboxRun } from './types.ts';
import { warmModules } from './warm.ts';

export type * from './types.ts';

/** A question of the editor is interrupted after so long. */
const QUESTION_MS = 500;

/** Sentences on what ended a run; `called` is the runtime's name. */
const noticesOf = (called: string) => ({
  stopped: `Stopped. ${called} had to be restarted: variables are gone, files are not.`,
  timeout: (s: number) =>
    `Ended after ${s} s, the limit of one run. ${called} was restarted: variables are gone, files are not.`,
  interrupted: (s: number) => `Ended after ${s} s, the limit of one run.`,
  lost: (why: string) =>
    `${called} ended and was restarted: variables are gone, files are not. ${/call stack/.test(why) ? 'Calls were nested too deeply: recursion without end?' : why}`,
  heap: (mib: number) =>
    `${called} held ${mib} MiB of memory, which it cannot give back, and was restarted: variables are gone, files are not.`,
});

interface Current {
  runId: string;
  file: string;
  /** Null while it waits for the interpreter. */
  step: RunStep | null;
  interpreter: Interpreter | null;
  ending: 'stopped' | 'timeout' | null;
  /** Resolves `cancelled`: the run ends although it has not begun. */
  cancel: () => void;
  cancelled: Promise<null>;
  done: Promise<unknown>;
}

/** Starts nothing yet: `boot`, or the first run, does. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const runSeconds = options.runSeconds ?? LIMITS.runSeconds;
  const recycle = options.heapRecycleBytes ?? LIMITS.heapRecycleBytes;
  const language = options.language ?? 'python';
  const isPython = language === 'python';
  const notices = noticesOf(RUNTIME_NAMES[language]);
  let state: SandboxState = IDLE;
  // What the fleet last reported; a run on top of it is shown in its place.
  let fleetState: FleetState | null = null;
  let files = { ...options.files };
  let fleet: ReturnType<typeof createFleet> | null = null;
  let current: Current | null = null;
  let disposed = false;
  // What is still to be imported ahead; null: not yet known, or the kernel is a new one.
  let left: Question[] | null = null;
  let warming = false;
  // An import takes seconds: completion does not wait for it.
  let importing = false;
  const names = createNameCache();
  // Questions one after the other; a run waits for the one that is being answered.
  let questions: Promise<unknown> = Promise.resolve();

  const stateNow = (): SandboxState => {
    if (disposed) return { phase: 'disposed' };
    if (!fleetState) return IDLE;
    const { runId, file, step = null } = current ?? {};
    const { phase } = fleetState;
    // A run that is being ended shows that until its end is reported.
    if (runId && file && step && (phase === 'ready' || (phase === 'restarting' && step === 'stopping')))
      return { phase: 'busy', runId, file, step };
    return phase === 'ready' ? { phase, heapBytes: fleet?.current()?.heapBytes ?? 0 } : fleetState;
  };
  const show = (): void => {
    state = stateNow();
    options.onState?.(state);
  };

  const theFleet = (): NonNullable<typeof fleet> => {
    if (disposed) throw new Error('The sandbox was disposed.');
    fleet ??= createFleet({
      sandbox: options,
      language,
      packages: isPython ? [...new Set([...options.packages, 'jedi'])] : [],
      settings: {
        matplotlib: options.packages.includes('matplotlib'),
        config: options.official,
      },
      // A TypeScript worker is small, and every Stop costs one.
      spare: options.spare ?? ((navigator as { deviceMemory?: number }).deviceMemory ?? 0) >= (isPython ? 8 : 2),
      update: (next) => {
        fleetState = next;
        if (next.phase === 'restarting') {
          names.forget();
          left = null;
        }
        show();
      },
    });
    return fleet;
  };

  /** Asks the kernel while it is idle; null where it is not, or the answer came too late or in a wrong shape. */
  const ask = (question: Question, boundMs?: number): Promise<unknown> => {
    // In TypeScript the editor's own language service knows the answers.
    if (!isPython) return Promise.resolve(null);
    const answer = questions.then(async () => {
      const kernel = fleet?.current();
      if (current || !kernel) return null;
      return kernel.call({ call: 'ask', question }, { boundMs }).catch(() => null);
    });
    questions = answer;
    return answer;
  };

  const learnNames = async (): Promise<void> => {
    const known = answers.names.safeParse(await ask({ ask: 'names' }, QUESTION_MS));
    if (known.success) names.update(known.data);
  };

  /** Imports packages and jedi while nothing runs; a run comes in between and the rest follows it. */
  const warm = async (): Promise<void> => {
    if (warming || options.warm === false || !isPython) return;
    warming = true;
    left ??= [
      ...warmModules(fleet?.runtime()?.imports ?? new Map()).map((module) => ({ ask: 'import', module }) as const),
      { ask: 'warm' },
    ];
    while (left?.[0] && !current && !disposed) {
      const asked = left;
      importing = true;
      await ask(asked[0] as Question);
      importing = false;
      if (!current) asked.shift();
    }
    warming = false;
  };

  const showOutput = (runId: string, meter: OutputMeter, items: unknown[]): void => {
    const good = items.map((item) => meter.take(item)).filter((item): item is OutputItem => item !== null);
    if (good.length > 0) options.onOutput?.(runId, good);
  };

  async function run(request: SandboxRun): Promise<RunResult> {
    if (disposed) throw new Error('The sandbox was disposed.');
    if (current) throw new Error('A run is under way; stop it first.');
    const runId = request.runId ?? crypto.randomUUID();
    let cancel = (): void => {};
    const cancelled = new Promise<null>((resolve) => {
      cancel = () => resolve(null);
    });
    const { file } = request;
    const mine: Current = {
      runId,
      file,
      step: null,
      interpreter: null,
      ending: null,
      cancel,
      cancelled,
      done: cancelled,
    };
    current = mine;
    const finished = perform(request, mine).finally(() => {
      current = null;
    });
    mine.done = finished.catch(() => {});
    const result = await finished;
    show();
    void learnNames().then(warm);
    return result;
  }

  async function perform(request: SandboxRun, mine: Current): Promise<RunResult> {
    const { runId } = mine;
    const meter = createOutputMeter();
    const notice = (kind: 'restarted' | 'stopped', text: string): void =>
      showOutput(runId, meter, [{ type: 'notice', kind, text: text.slice(0, 1_000) }]);
    const result: RunResult = { runId, status: 'stopped', durationMs: 0, varsLost: false, weights: null };
    const kernel = await Promise.race([theFleet().kernel(), mine.cancelled]);
    await Promise.race([questions, mine.cancelled]);
    if (!kernel || mine.ending) return result;
    mine.interpreter = kernel;
    mine.step = 'running';
    show();
    const started = performance.now();
    const limit = setTimeout(() => void endRun(mine, 'timeout'), runSeconds * 1_000);
    try {
      const { kind, file, code, startLine = 1 } = request;
      const emitted = await emittedOf(options.emit, files, { file, code });
      const value = await kernel.call(
        { call: 'run', request: { kind, file, code, startLine, files, ...(emitted ? { emitted } : {}) } },
        { onOutput: (text) => showOutput(runId, meter, listed(text)) },
      );
      const answer = runAnswer.parse(value);
      result.status = answer.status;
      result.weights = answer.weights;
      if (mine.ending === 'timeout' && answer.status === 'stopped') {
        result.status = 'timeout';
        notice('stopped', notices.interrupted(runSeconds));
      }
    } catch (error) {
      // Whatever broke the interpreter's own code leaves it in an unknown state: it is replaced.
      result.status = mine.ending ?? 'lost';
      result.varsLost = true;
      const why = error instanceof Error ? error.message : String(error);
      if (!(error instanceof InterpreterLost)) await kernel.end();
      notice(
        'restarted',
        mine.ending === 'stopped' ? notices.stopped : mine.ending ? notices.timeout(runSeconds) : notices.lost(why),
      );
    } finally {
      clearTimeout(limit);
      result.durationMs = performance.now() - started;
    }
    if (!result.varsLost && kernel.heapBytes > recycle) {
      result.varsLost = true;
      notice('restarted', notices.heap(Math.round(kernel.heapBytes / 2 ** 20)));
      await kernel.end();
    }
    return result;
  }

  async function endRun(mine: Current, ending: 'stopped' | 'timeout'): Promise<void> {
    mine.ending ??= ending;
    mine.cancel();
    if (mine.interpreter?.alive) {
      mine.step = 'stopping';
      show();
      await mine.interpreter.stop();
    }
    await mine.done;
  }

  return {
    get state() {
      return state;
    },
    get isolated() {
      return fleet?.isolated() ?? null;
    },
    async boot() {
      await theFleet().kernel();
      void warm();
    },
    setFiles(next) {
      files = { ...next };
    },
    run,
    stop: () => (current ? endRun(current, 'stopped') : Promise.resolve()),
    async restart() {
      if (current) await endRun(current, 'stopped');
      await fleet?.current()?.end();
      await theFleet().kernel();
      void warm();
    },
    async complete(file, code, line, column) {
      const question: Question = { ask: 'complete', file, code, line, column };
      const answer = answers.complete.safeParse(importing ? null : await ask(question, QUESTION_MS));
      return answer.success && answer.data.items.length > 0 ? answer.data : names.complete(code, line, column);
    },
    async signature(file, code, line, column) {
      const question: Question = { ask: 'signature', file, code, line, column };
      const answer = answers.signature.safeParse(importing ? null : await ask(question, QUESTION_MS));
      return answer.success ? answer.data : [];
    },
    async hover(file, code, line, column) {
      const question: Question = { ask: 'hover', file, code, line, column };
      const answer = answers.hover.safeParse(importing ? null : await ask(question, QUESTION_MS));
      return answer.success ? answer.data : null;
    },
    async lint(_file, code) {
      const live = /^# ?%%/m.test(code);
      const answer = answers.lint.safeParse(await ask({ ask: 'lint', code, live }, QUESTION_MS));
      return answer.success ? answer.data : null;
    },
    packages: () => [...(fleet?.runtime()?.versions ?? [])].map(([name, version]) => ({ name, version })),
    official: (request) => runOfficial(theFleet(), options, request),
    check: (request) => runOfficial(theFleet(), options, { ...request, mode: 'check' }),
    dispose() {
      disposed = true;
      fleet?.dispose();
      show();
    },
  };
}

function listed(text: string): unknown[] {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items : [];
  } catch {
    return [];
  }
}
