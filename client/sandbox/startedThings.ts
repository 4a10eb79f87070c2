/** What a program may leave running in a worker: timers. They are counted here, and ended together when a run is stopped. */

/** The parts of a worker's global scope that start something. */
interface Scope {
  setTimeout: (handler: unknown, ms?: number, ...args: unknown[]) => number;
  setInterval: (handler: unknown, ms?: number, ...args: unknown[]) => number;
  clearTimeout: (id?: number) => void;
  Worker?: unknown;
  SharedWorker?: unknown;
}

/** Puts counting timers in place of the worker's own ones, and takes the classes of further workers away. */
export class StartedThings {
  readonly #clear: (id: number) => void;
  readonly #timers = new Set<number>();

  /** @param scope the worker's global scope, before any code of the candidate */
  constructor(scope: Scope) {
    const { setTimeout, setInterval, clearTimeout } = scope;
    this.#clear = (id) => clearTimeout.call(scope, id);
    const timers = this.#timers;
    scope.setTimeout = (handler, ms, ...args) => {
      const done = (): void => {
        timers.delete(id);
        if (typeof handler === 'function') handler.apply(scope, args);
      };
      const id = setTimeout.call(scope, done, ms);
      timers.add(id);
      return id;
    };
    scope.setInterval = (handler, ms, ...args) => {
      const id = setInterval.call(scope, handler, ms, ...args);
      timers.add(id);
      return id;
    };
    // Both kinds share their numbers, and either function clears either kind.
    const clear = (id?: number): void => {
      if (id === undefined) return;
      timers.delete(id);
      this.#clear(id);
    };
    Object.assign(scope, { clearTimeout: clear, clearInterval: clear });
    // A worker of the program would go on beside Stop, on another core, where nobody counts it.
    delete scope.Worker;
    delete scope.SharedWorker;
  }

  end(): void {
    for (const id of this.#timers) this.#clear(id);
    this.#timers.clear();
  }
}
