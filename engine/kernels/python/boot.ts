/**
 * Starts Pyodide from bytes that are already here, and mounts packages into it.
 *
 * The same function serves the sandbox's worker (give the core's bytes) and Node (give a `LoadCore` that reads a
 * folder: `loadCoreFromFolder` in engine/runtime/node.ts). Against Pyodide's own `loadPackage`: nothing is unzipped or
 * copied, side modules compile in parallel while the core starts and link at once, symbols are resolved once.
 */
import type { PyodideInterface } from 'pyodide';
import { type Bytes, decodeSegment, type Segment } from '../../runtime/bundle.ts';
import { type CoreBytes, type CoreConfig, loadCoreFromBytes, unshared } from '../../runtime/core.ts';
import { compileSegments, linkModules, type ModuleMap, mountFiles } from '../../runtime/mount.ts';

export type { Bytes } from '../../runtime/bundle.ts';
export type { CoreBytes, CoreConfig } from '../../runtime/core.ts';
export type { ModuleMap } from '../../runtime/mount.ts';

/** The key of the core's own module in a `ModuleMap`. */
export const CORE_WASM = 'pyodide.asm.wasm';

/** Starts the bare interpreter by other means than bytes; for Node. */
export type LoadCore = (config: CoreConfig) => Promise<PyodideInterface>;

export interface BootInput {
  core: CoreBytes | LoadCore;
  /** Encoded segments, dependencies first (`closure`). Shared memory is mounted copy-on-write. */
  segments: readonly Bytes[];
  /** Modules compiled before, by an earlier worker or by the frame; what is missing is compiled here. */
  modules?: ModuleMap | Promise<ModuleMap>;
  stdout?: (line: string) => void;
  stderr?: (line: string) => void;
  /** Environment variables of the interpreter, e.g. `{ MPLBACKEND: 'AGG' }`. */
  env?: Record<string, string>;
}

export interface Booted {
  pyodide: PyodideInterface;
  /**
   * Mounts further packages into the running interpreter; ones mounted before (by name) are skipped.
   * Call it only while no Python code runs.
   */
  mount(segments: readonly Bytes[], modules?: ModuleMap): Promise<void>;
  /** Every module compiled or given so far: keep it and hand it to the next worker. */
  modules: ModuleMap;
  /** Names of the mounted packages. */
  mounted: Set<string>;
  /** Milliseconds: `core` until the interpreter stands, `compile` waited beyond that, `mount`, `link`, `total`. */
  timings: Record<string, number>;
}

/**
 * Boots an interpreter with the given packages importable (none imported yet).
 * @throws where a core file is missing, a segment is broken or a side module does not link.
 */
export async function boot(input: BootInput): Promise<Booted> {
  const started = performance.now();
  let last = started;
  const timings: Record<string, number> = {};
  const mark = (stage: string): void => {
    const now = performance.now();
    timings[stage] = now - last;
    last = now;
  };
  const modules: ModuleMap = new Map(await input.modules);
  const decoded = input.segments.map(decodeSegment);
  const compiling = compileSegments(decoded, modules);
  // Handled below; without this, a failing core would leave an unhandled rejection behind.
  compiling.catch(() => {});
  const config: CoreConfig = { env: { HOME: '/home/pyodide', ...input.env } };
  if (input.stdout) config.stdout = input.stdout;
  if (input.stderr) config.stderr = input.stderr;
  const pyodide = await startCore(input.core, config, modules);
  mark('core');
  for (const [path, module] of await compiling) modules.set(path, module);
  mark('compile');
  const mounted = new Set<string>();
  const attach = (segments: readonly Segment[]): void => {
    mountFiles(pyodide, segments);
    mark('mount');
    linkModules(pyodide, segments, modules);
    for (const segment of segments) mounted.add(segment.name);
    pyodide.runPython('import importlib as _i; _i.invalidate_caches(); del _i');
    mark('link');
  };
  attach(decoded);
  timings.total = performance.now() - started;
  return {
    pyodide,
    modules,
    mounted,
    timings,
    async mount(segments, given) {
      const fresh = segments.map(decodeSegment).filter((segment) => !mounted.has(segment.name));
      for (const [path, module] of given ?? []) modules.set(path, module);
      for (const [path, module] of await compileSegments(fresh, modules)) modules.set(path, module);
      attach(fresh);
    },
  };
}

async function startCore(
  core: CoreBytes | LoadCore,
  config: CoreConfig,
  modules: ModuleMap,
): Promise<PyodideInterface> {
  if (typeof core === 'function') return core(config);
  const wasm = modules.get(CORE_WASM) ?? WebAssembly.compile(unshared(core[CORE_WASM]));
  const pyodide = await loadCoreFromBytes(core, config, wasm);
  modules.set(CORE_WASM, await wasm);
  return pyodide;
}
