/** Everything of the candidate's room that is not a view: made once a page, told what to do by the components. */
import type { MeResponse } from '../../../protocol/api.ts';
import type { CandidateBundle } from '../../../protocol/bundle.ts';
import { type Api, createApi } from '../../api/client.ts';
import { AppError, asAppError } from '../../api/error.ts';
import { Work } from '../../editor/work.ts';
import type { Connection } from '../../realtime/connection.ts';
import { browserEvent, browserFacts } from '../../state/browser.ts';
import { Kernel } from '../../state/kernel.ts';
import { Tabs } from '../../state/openFiles.ts';
import { prefetchRuntime } from '../../state/prefetch.ts';
import { createRunner, type Runner } from '../../state/runner.ts';
import { RunLog } from '../../state/runs.ts';
import { ScoreRunner } from '../../state/scores.ts';
import { attachToPage, openConnection } from '../../state/session.ts';
import { createStore } from '../../state/store.ts';
import { saveWords } from '../../ui/messages.ts';
import { reportStatus } from './report.ts';

/** What is there once the task is open. */
export interface Task {
  bundle: CandidateBundle;
  work: Work;
  tabs: Tabs;
  /** Data files by name, as they come. */
  data: ReturnType<typeof createStore<ReadonlyMap<string, Uint8Array>>>;
  dataProgress: ReturnType<typeof createStore<{ done: number; total: number; error: string | null }>>;
}

export type Stage =
  | { kind: 'opening' }
  | { kind: 'failed'; error: AppError }
  | { kind: 'lobby' }
  | { kind: 'room'; task: Task };

export class RoomSession {
  readonly stage = createStore<Stage>({ kind: 'opening' });
  readonly api: Api;
  readonly kernel = new Kernel();
  me: MeResponse | null = null;
  #connection: Connection | null = null;
  #runs: RunLog | null = null;
  #scores: ScoreRunner | null = null;
  #runner: Runner | null = null;
  #asking = false;
  #closed = false;
  readonly #stops: (() => void)[] = [];

  constructor(inviteId: string) {
    this.api = createApi(inviteId);
  }

  /** The connection; there from the lobby on. */
  get connection(): Connection {
    return need(this.#connection);
  }
  get runs(): RunLog {
    return need(this.#runs);
  }
  get scores(): ScoreRunner {
    return need(this.#scores);
  }
  get runner(): Runner {
    return need(this.#runner);
  }

  async open(): Promise<void> {
    try {
      const me = await this.api.me();
      if (me.role !== 'candidate' || me.interviewId === null) {
        throw new AppError('forbidden', 'This link is not a candidate link.', 403);
      }
      this.me = me;
      const connection = await openConnection(this.api, me, me.interviewId, 0);
      if (this.#closed) return;
      this.#connection = connection;
      this.#runs = new RunLog(connection);
      this.#scores = new ScoreRunner({
        connection,
        api: this.api,
        sandbox: () => this.kernel.sandbox,
        files: () => (this.task ? this.kernel.filesOf(this.task.work) : {}),
      });
      this.#runner = createRunner(`holdout-${me.interviewId}`);
      this.#stops.push(attachToPage(connection, saveWords.leave));
      this.#stops.push(connection.room.store.subscribe(() => void this.#look()));
      this.#stops.push(
        this.#runner.active.subscribe(() => {
          this.#power();
          this.#settle();
        }),
      );
      this.#stops.push(reportStatus(connection, this.kernel, () => this.runner.active.get()));
      void prefetchRuntime();
      void connection.start();
      void this.#checkBrowser(connection);
      await this.#look();
    } catch (cause) {
      if (!this.#closed) this.stage.set({ kind: 'failed', error: asAppError(cause) });
    }
  }

  get task(): Task | null {
    const stage = this.stage.get();
    return stage.kind === 'room' ? stage.task : null;
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stops.splice(0)) stop();
    this.#runner?.release();
    this.kernel.end();
    this.#connection?.stop();
  }

  async #checkBrowser(connection: Connection): Promise<void> {
    const facts = await browserFacts();
    const tell = () => {
      const view = connection.room.store.get();
      if (!view.ready) return;
      stop();
      if (view.state.browser === null) void connection.say('browser.check', browserEvent(facts)).catch(() => {});
    };
    const stop = connection.room.store.subscribe(tell);
    this.#stops.push(stop);
    tell();
  }

  /** Asks for the task until it is open: at once, and whenever the interview's phase changes. */
  async #look(): Promise<void> {
    const { ready, state } = this.connection.room.store.get();
    if (this.task) {
      if (ready) this.#settle();
      return;
    }
    if (this.#asking) return;
    const stage = this.stage.get();
    if (stage.kind === 'lobby' && state.clock.phase === 'waiting') return;
    this.#asking = true;
    try {
      const bundle = await this.api.candidateBundle(need(this.me).interviewId ?? '');
      const work = new Work(this.connection.doc, bundle.files);
      const first = bundle.files.find((file) => file.kind === 'explore') ?? bundle.files[0];
      const tabs = new Tabs(need(this.me).interviewId ?? '', first ? [first.id] : []);
      const data = createStore<ReadonlyMap<string, Uint8Array>>(new Map());
      const total = bundle.data.reduce((sum, file) => sum + file.bytes, 0);
      const dataProgress = createStore<{ done: number; total: number; error: string | null }>({
        done: 0,
        total,
        error: null,
      });
      this.stage.set({ kind: 'room', task: { bundle, work, tabs, data, dataProgress } });
      await this.loadData();
    } catch (cause) {
      const error = asAppError(cause);
      if (error.code === 'not-started') this.stage.set({ kind: 'lobby' });
      else if (error.passing) setTimeout(() => void this.#look(), 2_000);
      else this.stage.set({ kind: 'failed', error });
    } finally {
      this.#asking = false;
    }
    if (this.task) this.#settle();
  }

  /** Loads the data files, then lets Python start. */
  async loadData(): Promise<void> {
    const { task } = this;
    if (!task) return;
    const { bundle, data, dataProgress } = task;
    const done = new Map<string, number>();
    dataProgress.update((state) => ({ ...state, error: null }));
    try {
      const files = await Promise.all(
        bundle.data.map(async ({ name }) => {
          const bytes = await this.api.data(need(this.me).interviewId ?? '', name, (part) => {
            done.set(name, part);
            const sum = [...done.values()].reduce((a, b) => a + b, 0);
            dataProgress.update((state) => ({ ...state, done: sum }));
          });
          return [name, bytes] as const;
        }),
      );
      data.set(new Map(files));
      this.#power();
    } catch (cause) {
      dataProgress.update((state) => ({ ...state, error: asAppError(cause).message }));
    }
  }

  /** Python lives in the tab that holds the lock, while the interview lasts. */
  #power(): void {
    const { task } = this;
    const ended = this.connection.room.store.get().state.clock.phase === 'ended';
    if (!task || ended || !this.runner.active.get()) {
      if (this.kernel.sandbox) this.kernel.end();
      return;
    }
    if (task.data.get().size < task.bundle.data.length) return;
    void this.kernel.start({
      bundle: task.bundle,
      work: task.work,
      data: task.data.get(),
      onOutput: (runId, items) => this.runs.output(runId, items),
    });
  }

  #settled = false;
  /** Once: what an earlier page left under way is ended. Always: Python goes with the end of the interview. */
  #settle(): void {
    const view = this.connection.room.store.get();
    if (!view.ready || !this.task) return;
    const ended = view.state.clock.phase === 'ended';
    if (ended || !this.kernel.sandbox) this.#power();
    if (this.#settled || ended || !this.runner.active.get()) return;
    this.#settled = true;
    this.runs.abandonOthers();
    this.scores.failOthers();
  }
}

function need<T>(value: T | null): T {
  if (value === null) throw new Error('The room is not open yet.');
  return value;
}
