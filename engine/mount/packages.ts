/**
 * What the prepared Python runtime consists of, and which part of it a scenario needs.
 * Host-neutral: the page reads the same manifest as the scenario kit in Node.
 */

/** A file under the runtime's address, immutable by its content hash; beside it lies `<file>.br`. */
export interface RuntimeFile {
  /** File name with content hash, relative to the manifest. */
  file: string;
  /** Size in bytes, uncompressed and brotli. */
  bytes: number;
  brBytes: number;
  /** Of the uncompressed bytes, hex. */
  sha256: string;
}

/** One Python package (or shared library) as a segment. */
interface RuntimePackage extends RuntimeFile {
  version: string;
  /** Direct needs, by name in the same manifest. */
  depends: string[];
  /** Top-level modules it offers. */
  imports: string[];
  /** For a package of this project: sha256 of what it was built from. */
  sources?: string;
}

/** Name of the manifest below the runtime's address. */
export const MANIFEST = 'manifest.json';

/** Pyodide itself, the program. */
export const CORE_WASM = 'pyodide.asm.wasm';

/** The files that make up the interpreter itself. */
export const CORE_FILES = [
  'pyodide.js',
  'pyodide.asm.js',
  CORE_WASM,
  'python_stdlib.zip',
  'pyodide-lock.json',
] as const;
export type CoreName = (typeof CORE_FILES)[number];

/** {@link MANIFEST} of the runtime bundle. */
export interface RuntimeManifest {
  /** Format of this manifest and of the segments. */
  format: 1;
  /** Pyodide's version. */
  version: string;
  core: Record<CoreName, RuntimeFile>;
  packages: Record<string, RuntimePackage>;
}

/** What a package offers to the closure; both Pyodide's lock and the manifest have it. */
interface Dependent {
  depends: readonly string[];
}

/** Package names as Pyodide's lock writes them: lower case, runs of `-_.` as one `-`. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/**
 * The named packages and everything they need, dependencies first, each once.
 * @throws naming the package that is not there and who asked for it.
 */
export function closure(packages: Readonly<Record<string, Dependent>>, names: readonly string[]): string[] {
  const done = new Set<string>();
  const open = new Set<string>();
  const visit = (raw: string, by: string): void => {
    const name = normalName(raw);
    if (done.has(name) || open.has(name)) return;
    const found = packages[name];
    if (!found) {
      throw new Error(
        `Python package ${JSON.stringify(raw)} (needed by ${by}) is not part of the runtime. There are: ${Object.keys(packages).sort().join(', ')}`,
      );
    }
    open.add(name);
    for (const next of found.depends) visit(next, name);
    open.delete(name);
    done.add(name);
  };
  for (const name of names) visit(name, 'the scenario');
  return [...done];
}

/** The segments a list of packages needs, in the order in which they are mounted. */
export function segmentsOf(manifest: RuntimeManifest, names: readonly string[]): RuntimePackage[] {
  return closure(manifest.packages, names).map((name) => manifest.packages[name] as RuntimePackage);
}
