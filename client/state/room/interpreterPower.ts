/** When the interpreter runs: in the tab that holds the lock, while the interview lasts, once the data are there. */
import type { RoomSession } from './roomSession.ts';

export class InterpreterPower {
  readonly #session: RoomSession;
  /** What an earlier page left under way was ended. */
  #settled = false;

  constructor(session: RoomSession) {
    this.#session = session;
  }

  /** Starts or ends the interpreter as the room is now. */
  update(): void {
    const { task, kernel, tabLock, language, runs, ended } = this.#session;
    if (!task || ended || !tabLock.active.get()) {
      if (kernel.sandbox) kernel.end();
      return;
    }
    const left = task.bundle.language !== language.get();
    if (left || task.data.get().size < task.bundle.data.length) return;
    void kernel.start({
      bundle: task.bundle,
      projectFiles: task.projectFiles,
      data: task.data.get(),
      onOutput: (runId, items) => runs.output(runId, items),
      onLimit: (runId, seconds) => runs.limit(runId, seconds),
    });
  }

  /** Call after every change of the room. Once: what an earlier page left under way is ended. Always: the interpreter follows the room. */
  settle(): void {
    const { connection, task, kernel, tabLock, runs, scores, language, ended } = this.#session;
    if (!connection.room.store.get().ready || !task) return;
    const chosen = language.get();
    if (chosen !== null && chosen !== task.bundle.language) return;
    if (ended || !kernel.sandbox) this.update();
    if (this.#settled || ended || !tabLock.active.get()) return;
    this.#settled = true;
    runs.abandonOthers();
    scores.failOthers();
  }
}
