/** The worker of this page, where there is one: so that pages can ask it without loading the editor. */
import type { Remote } from './answers.ts';

interface Service {
  /** The worker as it is now; rejects where it has gone. */
  remote: Remote;
  /** The worker once it has every file of the work as the editor has it. */
  synced(): Promise<Remote>;
}

let current: Service | null = null;

/** The service, or null where the worker is not loaded (yet). */
export const service = (): Service | null => current;

export function setService(next: Service | null): void {
  current = next;
}

/** The promise's value, or null where it takes longer than `ms` or fails. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
