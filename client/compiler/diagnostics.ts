/** The compiler's errors in the candidate's files, for a run's output. Light: pages may import this without the editor. */
import { nameOf } from './paths.ts';
import { service, within } from './service.ts';

const LIMIT = 20;
/** Ms after which a run is reported without them. */
const PATIENCE_MS = 5_000;

interface FileDiagnostic {
  file: string;
  /** 1-based, as `column`. */
  line: number;
  column: number;
  message: string;
  /** TypeScript's number, as in "TS2322". */
  code: number;
}

/** The first 20 errors of syntax and types, by file name and place; none where the worker is not loaded or too slow. Never throws. */
export async function diagnosticsOf(): Promise<FileDiagnostic[]> {
  const found = await within(
    Promise.resolve(service()?.synced()).then((remote) => remote?.allFaults(LIMIT) ?? []),
    PATIENCE_MS,
  );
  return (found ?? []).map(({ path, line, column, message, code }) => {
    return { file: nameOf(path) ?? path, line, column, message, code };
  });
}
