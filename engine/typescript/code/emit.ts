/** From TypeScript to JavaScript: what the editor's compiler emitted, or types taken off here, line by line. */
import { transform } from 'sucrase';
import type { Emitted } from '../../contract/emitted.ts';
import { SourceError } from './sourceError.ts';

/** Sucrase ends its messages with the place: "Unexpected token (12:5)". */
const PLACE = / \((\d+):(\d+)\)$/;

/**
 * Takes the types off; every line stays where it is. Imports that only types use go too, unless `keepImports` (a cell may
 * import what a later one uses). `firstLine`: the line of the file at which the text begins.
 * @throws SourceError with the line where the text does not parse.
 */
export function stripTypes(file: string, text: string, { keepImports = false, firstLine = 1 } = {}): Emitted {
  try {
    const { code } = transform(text, {
      transforms: ['typescript'],
      disableESTransforms: true,
      preserveDynamicImport: true,
      keepUnusedImports: keepImports,
    });
    return { code, lines: null };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const [, line] = PLACE.exec(said) ?? [];
    throw new SourceError(
      file,
      line === undefined ? 0 : Number(line) + firstLine - 1,
      said.replace(PLACE, '').replace(/^Error transforming [^:]*: /, ''),
    );
  }
}

/** The source line of a line of emitted code; 0 where it has none. */
export function sourceLine({ lines }: Pick<Emitted, 'lines'>, line: number): number {
  return lines ? (lines[line - 1] ?? lines.at(-1) ?? 0) : line;
}
