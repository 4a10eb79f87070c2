/** The runs that this page performs, and their messages to the log. */
import type { RunKind } from '../../protocol/event.ts';
import type { OutputItem } from '../../protocol/output.ts';
import { outputMessages } from '../../protocol/outputMeter.ts';
import type { CheckResult, WeightInventory } from '../../protocol/score.ts';
import type { Connection } from '../realtime/connection.ts';
import { newId } from '../realtime/env.ts';
import { createStore } from '../store/store.ts';

/** Ms for which outputs of a run are gathered into one message. */
const GATHER_MS = 120;

/** The end of a run, as the log records it. `durationMs` is in ms; `check` is null for everything but a Check. */
export interface RunEnd {
  status: 'ok' | 'error' | 'stopped' | 'timeout' | 'lost';
  durationMs: number;
  varsLost: boolean;
  weights: WeightInventory | null;
  check: CheckResult | null;
}

interface RunStart {
  kind: RunKind;
  file: string;
  lines: [number, number] | null;
  code: string;
}

/**
 * Reports runs to the log: a start after the last keystroke, outputs as they come, and one end for every start. One run at a time. The
 * page shows runs from the folded state, as every other page does.
 */
export class RunLog {
  /** The run that this page performs now. */
  readonly current = createStore<string | null>(null);
  readonly #connection: Connection;
  #gathered: OutputItem[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Outputs of the sandbox for the run under way; others are dropped. */
  output(runId: string, items: readonly OutputItem[]): void {
    if (runId !== this.current.get()) return;
    this.#gathered.push(...items);
    this.#timer ??= setTimeout(() => this.#send(), GATHER_MS);
  }

  /** The run under way executes from now on, or got more time: `seconds` in all. */
  limit(runId: string, seconds: number): void {
    if (runId === this.current.get()) void this.#connection.say('run.limit', { runId, seconds }).catch(() => {});
  }

  #send(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const runId = this.current.get();
    const items = this.#gathered;
    this.#gathered = [];
    if (runId === null) return;
    for (const batch of outputMessages(items))
      void this.#connection.say('run.output', { runId, items: batch }).catch(() => {});
  }

  /**
   * Performs a run. `perform` gets the run's id and returns its end; what it throws ends the run as lost, with the reason as output.
   * Returns null where another run is under way.
   */
  async perform(start: RunStart, perform: (runId: string) => Promise<RunEnd>): Promise<RunEnd | null> {
    if (this.current.get() !== null) return null;
    const runId = newId();
    this.current.set(runId);
    this.#connection.flush();
    // A nearly full log takes what is small only; the replay has the code in the files.
    const code = start.code.length > this.#connection.logRoom().any ? '' : start.code;
    void this.#connection.say('run.start', { runId, ...start, code }).catch(() => {});
    const began = performance.now();
    let end: RunEnd;
    try {
      end = await perform(runId);
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : String(cause);
      this.output(runId, [{ type: 'notice', kind: 'info', text: text.slice(0, 1_000) || 'unknown' }]);
      end = { status: 'lost', durationMs: performance.now() - began, varsLost: true, weights: null, check: null };
    }
    this.#send();
    void this.#connection.say('run.finish', { runId, ...end }).catch(() => {});
    this.current.set(null);
    return end;
  }

  /** Ends runs of an earlier page of this candidate, whose end nobody will report. Call once the room is known. */
  abandonOthers(): void {
    const { state } = this.#connection.room.store.get();
    for (const run of state.runs) {
      if (run.status !== 'running' || run.runId === this.current.get()) continue;
      void this.#connection
        .say('run.finish', {
          runId: run.runId,
          status: 'abandoned',
          durationMs: Math.max(0, this.#connection.serverNow() - run.startedAt),
          varsLost: true,
          weights: null,
          check: null,
        })
        .catch(() => {});
    }
  }
}
