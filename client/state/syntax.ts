/** Errors of syntax in the files that an official run imports: told before anybody waits for the run. */
import { trackOf } from '../../engine/tracks.ts';
import type { Language } from '../../protocol/language.ts';
import type { LintMark } from '../sandbox/answers.ts';
import type { Sandbox } from '../sandbox/types.ts';

/** A line that cannot be read. `line` from 1; `message` is the compiler's. */
export interface SyntaxFault {
  file: string;
  line: number;
  message: string;
}

/** Ms for which all files are asked about, and between two questions. */
const PATIENCE_MS = 3_000;
const AGAIN_MS = 100;

/** TypeScript numbers its errors of syntax from 1000 on, and those of types from 2000. */
const isSyntax = (code: number): boolean => code >= 1_000 && code < 2_000;

/**
 * The first one in the files, by the order given; null where there is none, or where nothing answers within `patienceMs`: the run
 * itself then says it.
 * @param files name and text of each file that may be imported
 */
export async function syntaxFault(
  language: Language,
  sandbox: Pick<Sandbox, 'lint'>,
  files: readonly { name: string; text: string }[],
  patienceMs = PATIENCE_MS,
): Promise<SyntaxFault | null> {
  if (trackOf(language).needsEmit) {
    const { diagnosticsOf } = await import('../compiler/diagnostics.ts');
    const names = files.map(({ name }) => name);
    const found = (await diagnosticsOf()).find(({ file, code }) => isSyntax(code) && names.includes(file));
    return found ? { file: found.file, line: found.line, message: found.message.split('\n')[0] ?? '' } : null;
  }
  const until = performance.now() + patienceMs;
  for (const { name, text } of files) {
    const found = (await marksOf(sandbox, name, text, until)).find((mark) => mark.kind === 'syntax');
    if (found?.kind === 'syntax') return { file: name, line: found.line, message: found.message };
  }
  return null;
}

/** The marks of one file; asked again until then, since an interpreter that is warming up cuts its answers short. */
async function marksOf(sandbox: Pick<Sandbox, 'lint'>, name: string, text: string, until: number): Promise<LintMark[]> {
  for (;;) {
    const marks = await sandbox.lint(name, text).catch(() => null);
    if (marks) return marks;
    if (performance.now() >= until) return [];
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
