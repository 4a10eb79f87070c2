/** Promises of a run that fail while nobody waits for them. */

interface Scope {
  addEventListener?(type: string, listener: (event: Event) => void): void;
  removeEventListener?(type: string, listener: (event: Event) => void): void;
}

/** Begins to note them. `take` ends that and gives the reasons; it waits a task, after which the event comes. */
export function watchRejections(): { take(): Promise<unknown[]> } {
  const reasons: unknown[] = [];
  const scope = globalThis as Scope;
  const onRejection = (event: Event): void => {
    event.preventDefault();
    reasons.push((event as PromiseRejectionEvent).reason);
  };
  scope.addEventListener?.('unhandledrejection', onRejection);
  return {
    async take() {
      await new Promise((done) => setTimeout(done, 0));
      scope.removeEventListener?.('unhandledrejection', onRejection);
      return reasons.slice(0, 5);
    },
  };
}
