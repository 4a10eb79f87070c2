/** What the editor's compiler makes of TypeScript files, as it goes along with a call; the worker compiles what is missing. */

import type { Emitted } from '../../engine/contract/emitted.ts';
import type { RunRequest } from '../../engine/contract/kernel.ts';
import type { Emit } from './types.ts';

/** Files compiled before, by text: most of them do not change between two runs. */
const known = new Map<string, { text: string; emitted: Emitted }>();

async function emitOne(emit: Emit, file: string, text: string): Promise<Emitted | null> {
  const before = known.get(file);
  if (before?.text === text) return before.emitted;
  const emitted = await emit(file, text).catch(() => null);
  if (emitted) known.set(file, { text, emitted });
  return emitted;
}

/** TypeScript files as the editor's compiler emits them; undefined where there is none. */
export async function emittedFiles(
  emit: Emit | undefined,
  files: Readonly<Record<string, string>>,
): Promise<Record<string, Emitted> | undefined> {
  if (!emit) return undefined;
  const found = await Promise.all(
    Object.entries(files)
      .filter(([file]) => file.endsWith('.ts'))
      .map(async ([file, text]) => [file, await emitOne(emit, file, text)] as const),
  );
  return Object.fromEntries(found.flatMap(([file, emitted]) => (emitted ? [[file, emitted]] : [])));
}

/** The same for a run: its files, and the code that is run. */
export async function emittedOf(
  emit: Emit | undefined,
  files: Readonly<Record<string, string>>,
  { file, code }: { file: string; code: string },
): Promise<RunRequest['emitted']> {
  if (!emit) return undefined;
  const [allFiles, emittedCode] = await Promise.all([emittedFiles(emit, files), emit(file, code).catch(() => null)]);
  return { ...(allFiles ? { files: allFiles } : {}), ...(emittedCode ? { code: emittedCode } : {}) };
}
