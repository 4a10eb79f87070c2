/** Group commit per interview for a store whose commits run side by side: one append at a time in each interview, the waiting ones together. */
import { advance, samePlace } from './chain.ts';
import type { Appended, NewEntry, Place, Records } from './port.ts';

interface Caller {
  entries: NewEntry[];
  after: Place | undefined;
  resolve: (appended: Appended[]) => void;
  reject: (error: unknown) => void;
}

/** How many of the waiting callers can share a transaction: as long as each one goes on where the one before it ends. */
function contiguous(interviewId: string, callers: readonly Caller[]): number {
  let end: Place | undefined;
  for (const [i, { entries, after }] of callers.entries()) {
    if (i > 0 && !(after && end ? samePlace(after, end) : after === end)) return i;
    end = after && advance(interviewId, after, entries);
  }
  return callers.length;
}

/** Wraps `append` so that calls for one interview stay in order and share transactions. */
export function lanes(append: Records['append']): Records['append'] {
  const waiting = new Map<string, Caller[]>();

  async function run(interviewId: string, callers: Caller[]): Promise<void> {
    while (callers.length > 0) {
      const group = callers.splice(0, contiguous(interviewId, callers));
      try {
        const appended = await append(
          interviewId,
          group.flatMap((c) => c.entries),
          group[0]?.after,
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

  return (interviewId, entries, after) =>
    new Promise((resolve, reject) => {
      const caller = { entries, after, resolve, reject };
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
