/** What the editor asks an idle kernel; only kernels of tracks that have `answersQuestions` are asked. */

/** A question of the editor; lines 1-based, columns 0-based in UTF-16 units. */
export type Question =
  | { ask: 'complete' | 'signature' | 'hover'; file: string; code: string; line: number; column: number }
  /** Where the name at a position is defined, or all its uses in the files (path -> text). */
  | {
      ask: 'definition' | 'places';
      file: string;
      files: Readonly<Record<string, string>>;
      line: number;
      column: number;
    }
  /** `live`: names of the running kernel count as defined (files with cells). */
  | { ask: 'lint'; code: string; live: boolean }
  | { ask: 'names' }
  /** Imports a module ahead of the first run; true where it worked. */
  | { ask: 'import'; module: string }
  | { ask: 'warm' };
