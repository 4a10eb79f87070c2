/** Group commit per interview for a store whose commits run side by side: one append at a time in each interview, the waiting ones together. */
import type { Appended, NewEntry, Store } from './port.ts';

interface Caller {
  entries: NewEntry[];
  resolve: (appended: Appended[]) => void;
  reject: (error: unknown) => void;
}

/** Wraps `append` so that calls for one interview stay in order and share transactions. */
export function lanes(append: Store['append']): Store['append'] {
  const waiting = new Map<string, Caller[]>();

  async function run(interviewId: string, callers: Caller[]): Promise<void> {
    while (callers.length > 0) {
      const group = callers.splice(0);
      try {
        const appended = await append(
          interviewId,
          group.flatMap((c) => c.entries),
        );
        let from = 0;
        for (const caller of group) {
          caller.resolve(appended.slice(from, from + caller.entries.length));
          from += caller.entries.length;
        }
      } catch (e) {
        for (const caller of group) caller.reject(e);
      }
    }
    waiting.delete(interviewId);
  }

  return (interviewId, entries) =>
    new Promise((resolve, reject) => {
      const caller = { entries, resolve, reject };
      const lane = waiting.get(interviewId);
      if (lane) {
        lane.push(caller);
        return;
      }
      const fresh = [caller];
      waiting.set(interviewId, fresh);
      void run(interviewId, fresh);
    });
}
