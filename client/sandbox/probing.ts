/**
 * The sandbox of a staff browser that keeps a ledger: each question gets a fresh interpreter, so that nothing which the candidate's code
 * left behind answers the next one. What is imported ahead is imported before any of that code runs.
 */
import type { OfficialConfig } from '../../engine/contract/official.ts';
import { type ProbeResult, probeResult } from '../../engine/contract/probes/result.ts';
import type { Probe } from '../../engine/contract/probes/spec.ts';
import { trackOf } from '../../engine/tracks.ts';
import type { Language } from '../../protocol/language.ts';
import { Fleet } from './fleet.ts';
import type { Interpreter } from './interpreter.ts';
import { afterSeconds } from './seconds.ts';
import type { FleetState } from './state.ts';
import type { DataSource } from './types.ts';
import { warmModules } from './warming.ts';

/** Seconds after the budget of a question before its interpreter is ended: what it does by itself then is not done. */
const GRACE_SECONDS = 5;

interface ProbingOptions {
  language: Language;
  packages: readonly string[];
  data: readonly DataSource[];
  /** The workers' script, which holds the probes. */
  workerScript: string;
  onState: (state: FleetState) => void;
}

export interface ProbeQuestion {
  config: OfficialConfig;
  files: Readonly<Record<string, string>>;
  probes: readonly Probe[];
  /** The author's code of probes of the kind `own`, by id. */
  own: Readonly<Record<string, string>>;
  /** That all probes may take together, from when they begin. */
  seconds: number;
  onResult: (result: ProbeResult) => void;
  /** Ends the question; its interpreter is replaced. */
  signal: AbortSignal;
}

/** How a question ended: all was answered; somebody ended it; its time was over; the interpreter died, or (`began` is false) would not start. */
export type ProbeEnd =
  | { kind: 'done' }
  | { kind: 'cancelled' }
  | { kind: 'late' }
  | { kind: 'lost'; began: boolean; why: string };

export class ProbingSandbox {
  readonly #fleet: Fleet;
  readonly #isPython: boolean;
  /** The interpreter that has imported what is likely to be needed; another one each time. */
  #warm: Promise<Interpreter>;

  /** Starts loading and an interpreter at once. */
  constructor({ language, packages, data, workerScript, onState }: ProbingOptions) {
    const track = trackOf(language);
    this.#isPython = track.hasPackages;
    this.#fleet = new Fleet({
      sandbox: { language, packages, files: {}, data, official: null, workerScript },
      track,
      packages: [...new Set([...(track.hasPackages ? packages : []), ...track.runtime.always])],
      settings: { matplotlib: false, config: null },
      spare: false,
      report: onState,
    });
    this.#warm = this.#start();
  }

  /** Asks one question at a time. Results come as they are known; those of a probe that is not answered never come. */
  async ask({ config, files, probes, own, seconds, onResult, signal }: ProbeQuestion): Promise<ProbeEnd> {
    let end: ProbeEnd | null = null;
    let interpreter: Interpreter;
    try {
      interpreter = await this.#warm;
    } catch (error) {
      this.#warm = this.#start();
      return { kind: 'lost', began: false, why: messageOf(error) };
    }
    const stop = (how: ProbeEnd): void => {
      end ??= how;
      void interpreter.end();
    };
    const onAbort = (): void => stop({ kind: 'cancelled' });
    if (signal.aborted) return { kind: 'cancelled' };
    signal.addEventListener('abort', onAbort);
    const cancelLate = afterSeconds(seconds + GRACE_SECONDS, () => stop({ kind: 'late' }));
    const open = new Set(probes.map(({ id }) => id));
    try {
      const options = { own: { ...own }, budget: seconds };
      const onProgress = (text: string): void => {
        const result = readResult(text);
        // What is told twice, or was not asked, is a forgery.
        if (result && open.delete(result.id) && end === null) onResult(result);
      };
      await interpreter.call({ call: 'probe', config, files: { ...files }, probes, options }, { onProgress });
      return end ?? { kind: 'done' };
    } catch (error) {
      return end ?? { kind: 'lost', began: true, why: messageOf(error) };
    } finally {
      cancelLate();
      signal.removeEventListener('abort', onAbort);
      await interpreter.end();
      this.#warm = this.#start();
    }
  }

  dispose(): void {
    this.#fleet.dispose();
  }

  #start(): Promise<Interpreter> {
    const started = this.#fleet.kernel().then(async (interpreter) => {
      if (this.#isPython) {
        const modules = warmModules(this.#fleet.runtime?.imports ?? new Map());
        await interpreter.call({ call: 'import', modules });
      }
      return interpreter;
    });
    // Whoever asks next hears of it.
    started.catch(() => {});
    return started;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function readResult(text: string): ProbeResult | null {
  try {
    return probeResult.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
