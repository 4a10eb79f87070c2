/** Which files of the repository a TypeScript file names: imports of values and of types, dynamic ones, and worker entries. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** TypeScript files of a folder, relative to the repository and with slashes. */
export function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(path.join(ROOT, folder)).sort()) {
    const file = `${folder}/${name}`;
    if (statSync(path.join(ROOT, file)).isDirectory()) {
      if (name !== 'node_modules' && name !== '__pycache__') yield* sources(file);
    } else if (/\.(ts|tsx|mts)$/.test(name)) yield file;
  }
}

/** `new URL('./x.ts', import.meta.url)`, with which workers and files beside the code are named. */
const BESIDE = /new URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g;

/** Paths, relative to the repository, of what a file names by a relative specifier; without query and not looked up. */
export function imports(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const named = [
    ...importedFiles.map(({ fileName }) => fileName),
    ...[...text.matchAll(BESIDE)].map((m) => m[1] ?? ''),
  ];
  return named
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name.replace(/\?.*$/, '')));
}
