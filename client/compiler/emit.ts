/** JavaScript of the candidate's code, by the compiler that also checks it. Light: pages may import this without the editor. */
import { service, within } from './service.ts';

/** Ms after which whoever runs code compiles it by other means. */
const PATIENCE_MS = 1_000;

/**
 * Compiles a file, a cell or a selection to an ES module; `lines[i]` is the 1-based line of `text` that line i + 1 of `code` comes from.
 * @returns null where the worker is not loaded, is busy for longer than a second, or finds errors of syntax. Never throws.
 */
export async function emit(name: string, text: string): Promise<{ code: string; lines: number[] } | null> {
  const remote = service()?.remote;
  const made = remote ? await within(remote.transpile(name, text), PATIENCE_MS) : null;
  return made && made.faults.length === 0 ? { code: made.code, lines: made.lines } : null;
}
