/** The prepared runtime for Node: tests, the scenario kit and the build itself. Node only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PyodideInterface } from 'pyodide';
import type { Bytes } from '../mount/bundle.ts';
import { type RuntimeManifest, segmentsOf } from '../mount/packages.ts';
import { type Booted, type BootInput, boot, type LoadCore } from '../python/host/boot.ts';
import { DIST_DIR, PYODIDE_DIR, readManifest } from './paths.ts';

/**
 * A `LoadCore` for Node: Pyodide from the npm package, the standard library from `stdlib` where given.
 * One interpreter needs about 1 GB; end a worker thread to give it back.
 */
export function loadCoreFromFolder(stdlib?: string): LoadCore {
  return async (config): Promise<PyodideInterface> => {
    const { loadPyodide } = await import('pyodide');
    return loadPyodide({ indexURL: PYODIDE_DIR, ...(stdlib ? { stdLibURL: stdlib } : {}), ...config });
  };
}

/** The segments of the given packages and their needs, read from the prepared runtime. */
export function readSegments(manifest: RuntimeManifest, names: readonly string[], folder = DIST_DIR): Bytes[] {
  return segmentsOf(manifest, names).map((entry) => readFileSync(join(folder, entry.file)));
}

interface NodeBoot extends Omit<BootInput, 'core' | 'segments'> {
  /** Packages to mount; what they need comes with them. */
  packages: readonly string[];
}

/**
 * Boots an interpreter with the given packages from the prepared runtime.
 * @throws Error with what to run where the runtime is not prepared.
 */
export async function bootInNode({ packages, ...input }: NodeBoot): Promise<Booted> {
  const manifest = readManifest();
  const stdlib = join(DIST_DIR, manifest.core['python_stdlib.zip'].file);
  return boot({ ...input, core: loadCoreFromFolder(stdlib), segments: readSegments(manifest, packages) });
}
