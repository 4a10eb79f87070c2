/** Everything of the candidate's room that is not a view: made once a page, told what to do by the components. */
import type { MeResponse } from '../../../protocol/api.ts';
import type { CandidateBundle } from '../../../protocol/bundle.ts';
import type { Language } from '../../../protocol/language.ts';
import { belongsTo } from '../../../protocol/language.ts';
import { mayChoose } from '../../../protocol/state.ts';
import { type Api, createApi } from '../../api/client.ts';
import { AppError, asAppError } from '../../api/error.ts';
import type { Connection } from '../../realtime/connection.ts';
import { createStore, type Store } from '../../store/store.ts';
import { saveWords } from '../../words/connection.ts';
import { languageWords } from '../../words/language.ts';
import { browserEvent, browserFacts } from '../browser.ts';
import { Work } from '../files.ts';
import { Kernel } from '../kernel.ts';
import { attachToPage, openConnection } from '../openConnection.ts';
import { Tabs } from '../openFiles.ts';
import { prefetchRuntime } from '../prefetch.ts';
import { RunLog } from '../runs.ts';
import { ScoreRunner } from '../scores.ts';
import { createRunner, type Runner } from '../tabLock.ts';
import { reportStatus } from './statusReport.ts';

/** Bytes of the data files; `error` says why they did not come. */
export interface DataProgress {
  done: number;
  total: number;
  error: string | null;
}

/** What is there once the task is open. */
export interface Task {
  bundle: CandidateBundle;
  work: Work;
  tabs: Tabs;
  /** Data files by name, as they come. */
  data: Store<ReadonlyMap<string, Uint8Array>>;
  dataProgress: Store<DataProgress>;
}

export type Stage =
  | { kind: 'opening' }
  | { kind: 'failed'; error: AppError }
  | { kind: 'lobby' }
  /** The task waits for a language. */
  | { kind: 'choose' }
  | { kind: 'room'; task: Task };

/** Ms before the task is asked for again, where the server has not yet stored what this page shows, or the network is away. */
const AGAIN_MS = { choice: 250, network: 2_000 };

export class RoomSession {
  readonly stage = createStore<Stage>({ kind: 'opening' });
  /** The language that this interview is done in; null while it is not chosen. */
  readonly language = createStore<Language | null>(null);
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
      this.#learnLanguage(me.language);
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
      this.#stops.push(
        reportStatus(
          connection,
          this.kernel,
          () => this.runner.active.get(),
          () => this.runtimeName,
        ),
      );
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

  /** Languages to choose from; one where there is no choice. */
  get languages(): readonly Language[] {
    return this.me?.languages ?? [];
  }

  /** What the interpreter is called on this page. */
  get runtimeName(): string {
    const language = this.task?.bundle.language ?? this.language.get();
    return language ? languageWords.name[language] : languageWords.interpreter;
  }

  /** True while the candidate may still take the other language. */
  mayChoose(): boolean {
    const { state } = this.connection.room.store.get();
    return this.languages.length > 1 && state.clock.phase !== 'ended' && mayChoose(state);
  }

  /** Takes a language; rejects with the server's refusal. Files of both stay in the document. */
  choose(language: Language): Promise<void> {
    this.connection.flush();
    return this.connection.say('language.choose', { language });
  }

  #learnLanguage(language: Language | null): void {
    if (language === this.language.get()) return;
    this.language.set(language);
    if (language) void prefetchRuntime(language);
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

  /** Asks for the task until it is open in the chosen language: at once, and whenever the interview's phase or language changes. */
  async #look(): Promise<void> {
    const { ready, state } = this.connection.room.store.get();
    if (ready && this.languages.length > 1) this.#learnLanguage(state.language);
    const language = this.language.get();
    if (this.task && (language === null || language === this.task.bundle.language)) {
      if (ready) this.#settle();
      return;
    }
    // Nothing may run in the language that was left.
    if (this.task && this.kernel.sandbox) this.kernel.end();
    if (this.#asking) return;
    const stage = this.stage.get();
    if (stage.kind === 'lobby' && state.clock.phase === 'waiting') return;
    if (stage.kind === 'choose' && language === null) return;
    this.#asking = true;
    let again = 0;
    try {
      const bundle = await this.api.candidateBundle(need(this.me).interviewId ?? '');
      // A choice shows here before the server has stored it.
      if (language !== null && bundle.language !== language) again = AGAIN_MS.choice;
      else this.#open(bundle);
    } catch (cause) {
      const error = asAppError(cause);
      if (error.code === 'not-started') this.stage.set({ kind: 'lobby' });
      else if (error.code === 'no-language' && language === null) this.stage.set({ kind: 'choose' });
      else if (error.code === 'no-language') again = AGAIN_MS.choice;
      else if (error.passing) again = AGAIN_MS.network;
      else this.stage.set({ kind: 'failed', error });
    } finally {
      this.#asking = false;
    }
    if (again > 0) setTimeout(() => void this.#look(), again);
    // Another choice may have come meanwhile.
    else if (this.task) void this.#look();
  }

  /** Opens the task, or opens it anew in the other language; the data are the same in both and stay. */
  #open(bundle: CandidateBundle): void {
    const { interviewId, languages } = need(this.me);
    const before = this.task;
    const work = new Work(this.connection.doc, bundle.files, (name) => belongsTo(name, bundle.language, languages));
    const first = bundle.files.find((file) => file.kind === 'explore') ?? bundle.files[0];
    const key = languages.length > 1 ? `${interviewId}.${bundle.language}` : (interviewId ?? '');
    const tabs = new Tabs(key, first ? [first.id] : []);
    const total = bundle.data.reduce((sum, file) => sum + file.bytes, 0);
    const data = before?.data ?? createStore<ReadonlyMap<string, Uint8Array>>(new Map());
    const dataProgress = before?.dataProgress ?? createStore<DataProgress>({ done: 0, total, error: null });
    this.stage.set({ kind: 'room', task: { bundle, work, tabs, data, dataProgress } });
    if (!before) void this.loadData();
  }

  /** Loads the data files, then lets the interpreter start. */
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

  /** The interpreter lives in the tab that holds the lock, while the interview lasts. */
  #power(): void {
    const { task } = this;
    const ended = this.connection.room.store.get().state.clock.phase === 'ended';
    if (!task || ended || !this.runner.active.get()) {
      if (this.kernel.sandbox) this.kernel.end();
      return;
    }
    const left = task.bundle.language !== this.language.get();
    if (left || task.data.get().size < task.bundle.data.length) return;
    void this.kernel.start({
      bundle: task.bundle,
      work: task.work,
      data: task.data.get(),
      onOutput: (runId, items) => this.runs.output(runId, items),
    });
  }

  #settled = false;
  /** Once: what an earlier page left under way is ended. Always: the interpreter goes with the end of the interview. */
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
