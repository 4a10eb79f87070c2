/** TypeScript files read as the runtime reads them, without running them. */
import { compileModule } from '../../../engine/typescript/code/compileModule.ts';
import { stripTypes } from '../../../engine/typescript/code/emit.ts';
import { exportsOf, isExport } from '../../../engine/typescript/code/rewrite.ts';
import { SourceError } from '../../../engine/typescript/code/sourceError.ts';
import { isLibrary } from '../../../engine/typescript/libraries/list.ts';
import type { Parsed } from './parsed.ts';

/** Reads folders of files; answers by folder and file, those of equal text once. */
export async function parseTypescript(folders: readonly Record<string, string>[]): Promise<Record<string, Parsed>[]> {
  const known = new Map<string, ReturnType<typeof read>>();
  return folders.map((files) =>
    Object.fromEntries(
      Object.entries(files).map(([file, text]) => {
        const key = `${file}\0${text}`;
        const program = known.get(key) ?? read(file, text);
        known.set(key, program);
        const { sources, defines, faults } = program;
        const missing = sources
          .filter(({ source }) => !isLibrary(source) && !fileOf(source, files))
          .map(({ source, line }) => ({ line, message: `imports "${source}", and there is no such file or library` }));
        return [file, { defines, faults: [...faults, ...missing] }];
      }),
    ),
  );
}

function read(file: string, text: string): Parsed & { sources: { source: string; line: number | null }[] } {
  try {
    const { sources, syntax } = compileModule(file, stripTypes(file, text));
    const defines = syntax.program.body.flatMap((statement) =>
      isExport(statement) ? exportsOf(statement).map(({ name }) => name) : [],
    );
    const lineOf = (source: string) =>
      text.split('\n').findIndex((line) => line.includes(`'${source}'`) || line.includes(`"${source}"`)) + 1 || null;
    return { sources: sources.map((source) => ({ source, line: lineOf(source) })), defines, faults: [] };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { sources: [], defines: [], faults: [{ line: error.line || null, message: error.message }] };
  }
}

function fileOf(source: string, files: Record<string, string>): boolean {
  const name = /^\.\/([\w-]+)(\.ts)?$/.exec(source)?.[1];
  return name !== undefined && files[`${name}.ts`] !== undefined;
}
