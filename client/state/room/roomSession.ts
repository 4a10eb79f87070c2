/** The candidate's room without its views: who is here, the connection, the task, and what runs. Made by `openRoom`. */
import type { MeResponse } from '../../../protocol/api.ts';
import type { Language } from '../../../protocol/language.ts';
import { mayWork, stageOf } from '../../../protocol/phase.ts';
import { mayChoose } from '../../../protocol/state.ts';
import type { Api } from '../../api/client.ts';
import type { AppError } from '../../api/error.ts';
import type { Connection } from '../../realtime/connection.ts';
import { createStore } from '../../store/store.ts';
import { languageWords } from '../../words/language.ts';
import { Kernel } from '../kernel.ts';
import { prefetchRuntime } from '../prefetch.ts';
import { RunLog } from '../runs.ts';
import { ScoreRunner } from '../scores.ts';
import { createTabLock, type TabLock } from '../tabLock.ts';
import type { Task } from './task.ts';

type Stage =
  /** The server has not answered yet whether there is a task. */
  | { kind: 'asking' }
  | { kind: 'failed'; error: AppError }
  | { kind: 'lobby' }
  /** The task waits for a language. */
  | { kind: 'choose' }
  | { kind: 'room'; task: Task };

/** A person who has joined one interview. */
export type Candidate = MeResponse & { interviewId: string };

export class RoomSession {
  readonly api: Api;
  readonly me: Candidate;
  readonly connection: Connection;
  readonly runs: RunLog;
  readonly scores: ScoreRunner;
  readonly tabLock: TabLock;
  readonly kernel = new Kernel();
  readonly stage = createStore<Stage>({ kind: 'asking' });
  /** The language that this interview is done in; null while it is not chosen. */
  readonly language = createStore<Language | null>(null);

  constructor(api: Api, me: Candidate, connection: Connection) {
    this.api = api;
    this.me = me;
    this.connection = connection;
    this.runs = new RunLog(connection);
    this.scores = new ScoreRunner({
      connection,
      api,
      sandbox: () => this.kernel.sandbox,
      files: () => (this.task ? this.kernel.filesOf(this.task.projectFiles) : {}),
      bundle: () => this.task?.bundle ?? null,
    });
    this.tabLock = createTabLock(`holdout-${me.interviewId}`);
    this.learnLanguage(me.language);
  }

  get task(): Task | null {
    const stage = this.stage.get();
    return stage.kind === 'room' ? stage.task : null;
  }

  /** True once the interview is over. */
  get ended(): boolean {
    return this.connection.room.store.get().state.clock.phase === 'ended';
  }

  /** False in a pause and after the end: nothing is changed, and nothing begins. */
  mayWork(): boolean {
    return mayWork(stageOf(this.connection.room.store.get().state.clock, false));
  }

  /** Languages to choose from; one where there is no choice. */
  get languages(): readonly Language[] {
    return this.me.languages;
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

  /** The language became known, or another one: its runtime begins to load. */
  learnLanguage(language: Language | null): void {
    if (language === this.language.get()) return;
    this.language.set(language);
    if (language) void prefetchRuntime(language);
  }

  close(): void {
    this.tabLock.release();
    this.kernel.end();
    this.connection.stop();
  }
}
