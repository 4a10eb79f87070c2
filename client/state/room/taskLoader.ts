/** Asks for the task until it is open in the chosen language: at once, and whenever the interview's phase or language changes. */
import { asAppError } from '../../api/error.ts';
import type { RoomSession } from './roomSession.ts';
import { type Task, taskOf } from './task.ts';

/** Ms before the task is asked for again, where the server has not yet stored what this page shows, or the network is away. */
const AGAIN_MS = { choice: 250, network: 2_000 };

export class TaskLoader {
  readonly #session: RoomSession;
  readonly #onOpen: (task: Task, isFirst: boolean) => void;
  #asking = false;
  #closed = false;

  /** `onOpen` gets every task that was opened; a second one where the language was changed. */
  constructor(session: RoomSession, onOpen: (task: Task, isFirst: boolean) => void) {
    this.#session = session;
    this.#onOpen = onOpen;
  }

  close(): void {
    this.#closed = true;
  }

  /** Call at the start and after every change of the room. Never rejects. */
  async look(): Promise<void> {
    const { connection, kernel, stage, languages } = this.#session;
    const { ready, state } = connection.room.store.get();
    if (ready && languages.length > 1) this.#session.learnLanguage(state.language);
    const language = this.#session.language.get();
    const { task } = this.#session;
    if (task && (language === null || language === task.bundle.language)) return;
    // Nothing may run in the language that was left.
    if (task && kernel.sandbox) kernel.end();
    const { kind } = stage.get();
    if (this.#asking || this.#closed) return;
    if (kind === 'lobby' && state.clock.phase === 'waiting') return;
    if (kind === 'choose' && language === null) return;
    this.#asking = true;
    const again = await this.#ask();
    this.#asking = false;
    if (again > 0) setTimeout(() => void this.look(), again);
    // Another choice may have come meanwhile.
    else if (this.#session.task) void this.look();
  }

  /** @returns ms after which to ask again, 0 where the answer holds. */
  async #ask(): Promise<number> {
    const { api, me, stage, language: chosen } = this.#session;
    const language = chosen.get();
    try {
      const bundle = await api.candidateBundle(me.interviewId);
      // A choice shows here before the server has stored it.
      if (language !== null && bundle.language !== language) return AGAIN_MS.choice;
      const { connection, task: before, languages } = this.#session;
      const mayChange = () => this.#session.mayWork();
      const task = taskOf({ doc: connection.doc, bundle, interviewId: me.interviewId, languages, mayChange, before });
      task.projectFiles.guard.logRoom = () => connection.logRoom();
      stage.set({ kind: 'room', task });
      this.#onOpen(task, before === null);
      return 0;
    } catch (cause) {
      const error = asAppError(cause);
      if (error.code === 'no-language' && language !== null) return AGAIN_MS.choice;
      if (error.passing) return AGAIN_MS.network;
      if (error.code === 'not-started') stage.set({ kind: 'lobby' });
      else if (error.code === 'no-language') stage.set({ kind: 'choose' });
      else stage.set({ kind: 'failed', error });
      return 0;
    }
  }
}
