/**
 * Starts Pyodide from bytes that are already here, and mounts packages into it.
 *
 * The same function serves the sandbox's worker (give the core's bytes) and Node (give a `LoadCore` that reads a
 * folder: `loadCoreFromFolder` in engine/build/pythonRuntime.ts). Against Pyodide's own `loadPackage`: nothing is unzipped or
 * copied, side modules compile in parallel while the core starts and link at once, symbols are resolved once.
 */
import type { PyodideInterface } from 'pyodide';
import { type Bytes, decodeSegment, type Segment } from '../../mount/bundle.ts';
import { type CoreBytes, type CoreConfig, loadCoreFromBytes, unshared } from '../../mount/core.ts';
import { FINDER, finderLines } from '../../mount/finder.ts';
import { compileSegments, linkModules, linkZones, type ModuleMap, mountFiles, segmentPath } from '../../mount/mount.ts';
import { CORE_WASM } from '../../mount/packages.ts';

export type { Bytes } from '../../mount/bundle.ts';
export type { CoreBytes, CoreConfig } from '../../mount/core.ts';
export type { ModuleMap } from '../../mount/mount.ts';

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
  /**
   * Modules to import before the interpreter is handed over, e.g. `pandas`. Garbage collection rests
   * meanwhile, and the objects they make are exempt from later garbage collections. An import that fails is left to the program.
   */
  imports?: readonly string[];
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
  /** Imports modules ahead of use, as `imports` does at the start. */
  warm(imports: readonly string[]): void;
  /** Every module compiled or given so far: store it and give it to the next worker. */
  modules: ModuleMap;
  /** Names of the mounted packages. */
  mounted: Set<string>;
  /** Milliseconds: `core` until the interpreter is ready, `compile` waited beyond that, `mount`, `link`, `imports`, `total`. */
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
  const modules: ModuleMap = new Map();
  const take = (given: Iterable<[string, WebAssembly.Module]>): void => {
    for (const [path, module] of given) modules.set(path, module);
  };
  const given = Promise.resolve(input.modules ?? []);
  const decoded = input.segments.map(decodeSegment);
  // Runs while the core starts; awaited below, so a rejection is not lost where the core fails first.
  const compiling = given.then(async (known) => {
    take(known);
    take(await compileSegments(decoded, modules));
  });
  compiling.catch(() => {});
  const config: CoreConfig = { env: { HOME: '/home/pyodide', ...input.env } };
  if (input.stdout) config.stdout = input.stdout;
  if (input.stderr) config.stderr = input.stderr;
  const pyodide = await startCore(input.core, config, given, modules);
  const index = pyodide.runPython(FINDER) as (path: string, lines: string) => void;
  mark('core');
  await compiling;
  mark('compile');
  const mounted = new Set<string>();
  const attach = (segments: readonly Segment[]): void => {
    mountFiles(pyodide, segments);
    linkZones(pyodide);
    for (const segment of segments) index(segmentPath(segment.name), finderLines(segment));
    mark('mount');
    linkModules(pyodide, segments, modules);
    for (const segment of segments) mounted.add(segment.name);
    pyodide.runPython('import importlib as _i; _i.invalidate_caches(); del _i');
    mark('link');
  };
  attach(decoded);
  if (input.imports?.length) {
    warm(pyodide, input.imports);
    mark('imports');
  }
  timings.total = performance.now() - started;
  return {
    pyodide,
    modules,
    mounted,
    timings,
    async mount(more, known) {
      const fresh = more.map(decodeSegment).filter((segment) => !mounted.has(segment.name));
      take(known ?? []);
      take(await compileSegments(fresh, modules));
      last = performance.now();
      attach(fresh);
    },
    warm: (imports) => warm(pyodide, imports),
  };
}

/** Imports modules with the garbage collector at rest: it would look at all of them again and again. */
function warm(pyodide: PyodideInterface, imports: readonly string[]): void {
  const run = pyodide.runPython(`
def _warm(names):
    import gc, importlib
    gc.disable()
    try:
        for name in names.split():
            try:
                importlib.import_module(name)
            except Exception:
                pass
    finally:
        gc.freeze()
        gc.enable()
_warm`) as ((names: string) => void) & { destroy(): void };
  run(imports.join(' '));
  run.destroy();
  pyodide.runPython('del _warm');
}

async function startCore(
  core: CoreBytes | LoadCore,
  config: CoreConfig,
  given: Promise<Iterable<[string, WebAssembly.Module]>>,
  modules: ModuleMap,
): Promise<PyodideInterface> {
  if (typeof core === 'function') return core(config);
  // The core's module is looked for among the given ones first: it is the largest.
  const wasm = given.then(
    async (known) => new Map(known).get(CORE_WASM) ?? WebAssembly.compile(unshared(core[CORE_WASM])),
  );
  const pyodide = await loadCoreFromBytes(core, config, wasm);
  modules.set(CORE_WASM, await wasm);
  return pyodide;
}
