/** Pyodide's lock file: which wheel is which, and what its bytes must hash to. Node only. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closure, normalName } from '../mount/packages.ts';
import { PYODIDE_DIR } from './paths.ts';

/** One entry of `pyodide-lock.json`, the fields used here. */
export interface LockPackage {
  name: string;
  version: string;
  file_name: string;
  /** Hex sha256 of the file. */
  sha256: string;
  depends: string[];
  imports: string[];
  /** `site` for Python packages, `dynlib` for shared libraries. */
  install_dir: string;
  package_type: string;
}

export interface PyodideLock {
  info: { version: string; python: string; abi_version?: string; arch: string; platform: string };
  packages: Record<string, LockPackage>;
}

/** What every runtime holds; a scenario declares a part of it. Their needs follow from the lock. */
export const RUNTIME_PACKAGES = ['numpy', 'pandas', 'scipy', 'scikit-learn', 'joblib', 'matplotlib', 'jedi'] as const;

/** Named by the lock but of no use here: the backend that draws into the page's DOM. */
const LEFT_OUT = new Set(['matplotlib-pyodide']);

/** Reads the lock that came with the npm package. @throws where the package is not installed. */
export function readLock(folder: string = PYODIDE_DIR): PyodideLock {
  const file = join(folder, 'pyodide-lock.json');
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm ci\` first`);
  const lock = JSON.parse(readFileSync(file, 'utf8')) as PyodideLock;
  for (const entry of Object.values(lock.packages)) {
    entry.depends = entry.depends.map(normalName).filter((name) => !LEFT_OUT.has(name));
  }
  return lock;
}

/** The lock's entries for the given packages and all they need, dependencies first. */
export function lockClosure(lock: PyodideLock, names: readonly string[] = RUNTIME_PACKAGES): LockPackage[] {
  return closure(lock.packages, names).map((name) => lock.packages[name] as LockPackage);
}

/** Hex sha256 of a file, read as a stream. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
