/** The repository's own files that people write, for tests that read them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './imports.ts';

/** Folders with code, by who reads it: product and its tools, then tests. */
export const PRODUCT = [
  'bench',
  'build',
  'client',
  'datasets',
  'engine',
  'protocol',
  'scenarios/kit',
  'scripts',
  'server',
];
/** Programs of authors and candidates, some broken on purpose, and a library whose inside waits for its own change. */
const FOREIGN =
  /^(engine\/python\/src\/torch\/|tests\/(scenarios\/broken|torch)\/|tests\/contract\/\w+\/programs\/|bench\/results\/)/;

/** Paths, relative to the repository, of files below the folders whose name ends like this. */
export function filesBelow(folders: readonly string[], ending: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && ending.test(entry.name))
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .filter((file) => !FOREIGN.test(file) && !/(^|\/)(node_modules|__pycache__)\//.test(file)),
  );
}

export const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
