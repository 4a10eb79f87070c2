/** Hashes of what results depend on beside the scenario: the engine of a language, the data kit. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '../../../protocol/language.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const ENGINES: Record<Language, readonly string[]> = {
  python: ['engine/python', 'engine/mount', 'engine/crossing/python', 'engine/build/pythonRuntime.ts'],
  typescript: [
    'engine/typescript',
    'engine/crossing/typescript',
    'engine/build/typescriptBundle.ts',
    'engine/build/typescriptRuntime.ts',
  ],
};
const SHARED = [
  'engine/contract',
  'engine/crossing/error.ts',
  'engine/scoring',
  'package-lock.json',
  // The frame of what crosses from training to prediction.
  'protocol/container.ts',
  'scenarios/kit/measure/runner.ts',
  'scenarios/kit/measure/python.ts',
  'scenarios/kit/measure/typescript.ts',
  'scenarios/kit/measure/scorer.ts',
];

const known = new Map<string, string>();

/** Of everything that runs and counts code of a language, installed packages included. */
export function engineHash(language: Language): string {
  return hashOf([...SHARED, ...ENGINES[language]]);
}

/** Of the data kit, with which generators are written. */
export function datasetsHash(): string {
  return hashOf(['datasets', 'scenarios/kit/data/python.py', 'scenarios/kit/data/python.ts', 'package-lock.json']);
}

/** Of the files of a folder that its generator may read: everything but scaffolds, texts and measurements. */
export function generatorHash(folder: string, languages: readonly string[]): string {
  const skipped = /\.(md|yaml)$|^(expected|solves)\.json$/;
  const folders = new RegExp(`^(reference|probes|solves|__pycache__|(${languages.join('|')})(-.*)?)$`);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? !folders.test(entry.name) : !skipped.test(entry.name)))
    .map(({ name }) => name);
  return hashFiles(
    folder,
    names.flatMap((name) => filesOf(folder, name)),
  );
}

/** Hashed once a process. */
function hashOf(names: readonly string[]): string {
  const key = names.join();
  const hash =
    known.get(key) ??
    hashFiles(
      ROOT,
      names.flatMap((name) => filesOf(ROOT, name)),
    );
  known.set(key, hash);
  return hash;
}

function filesOf(root: string, name: string): string[] {
  if (/\.\w+$/.test(name)) return [name];
  return readdirSync(path.join(root, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function hashFiles(root: string, names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of [...names].sort())
    hash
      .update(`${name.split(path.sep).join('/')}\0`)
      .update(readFileSync(path.join(root, name)))
      .update('\0');
  return hash.digest('hex');
}
