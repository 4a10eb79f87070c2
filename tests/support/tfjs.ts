/** The libraries of the TypeScript track as the worker has them: bundled, in a realm without `process`, DOM or code from text. */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { build } from 'esbuild';
import { ROOT } from '../../engine/build/paths.ts';
import { bundleOptions } from '../../engine/build/typescriptBundle.ts';
import { WASM_FILE } from '../../engine/build/typescriptRuntime.ts';
import type { OutputItem } from '../../protocol/output.ts';

/** What of engine/typescript/display a realm has as globals, beside `display` and `console` of the candidate's kind. */
const EXPOSED = `
import { createConsole } from './engine/typescript/display/console.ts';
import { setEnvironment } from './engine/typescript/display/environment.ts';
import { NAMESPACES } from './engine/typescript/namespaces.ts';
import { showValue } from './engine/typescript/display/show.ts';
import { createSink } from './engine/typescript/display/sink.ts';
export * from './engine/typescript/libraries/tensorflow/backend.ts';
export * from './engine/typescript/display/inspect.ts';
export * from './engine/typescript/namespaces.ts';
export * from './engine/typescript/libraries/tensorflow/random.ts';
export * from './engine/typescript/libraries/tensorflow/ops/version.ts';
export * from './engine/typescript/selfCheck.ts';
export * from './engine/typescript/libraries/tensorflow/leaks.ts';
export * from './engine/typescript/display/training/live.ts';
export const files = new Map();
export const sink = createSink((items) => receive(items));
setEnvironment({ sink, read(path) { if (!files.has(path)) throw new Error('There is no file ' + path + '.'); return files.get(path); } });
export const console = createConsole(sink);
export const display = (value) => showValue(value, sink);
export const tf = NAMESPACES['@tensorflow/tfjs'];
export const dfd = NAMESPACES.danfojs;
export const aq = NAMESPACES.arquero;
export const Plot = NAMESPACES['@observablehq/plot'];
export const holdout = NAMESPACES.holdout;
`;

export interface TfjsRealm {
  /** Runs a script and answers with the value of its last expression. */
  run<T = unknown>(script: string): T;
  /** Runs the body of an async function as a run of the candidate's and gives what it showed. */
  show(script: string): Promise<OutputItem[]>;
  /** Puts a data file there. */
  write(path: string, text: string): void;
}

/** A script of an entry in TypeScript, with imports relative to the project's root; its exports become globals. */
export async function tfjsScript(contents = EXPOSED, minify = false): Promise<string> {
  const { outputFiles } = await build({
    ...bundleOptions(),
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    globalName: 'kernel',
    footer: { js: 'Object.assign(globalThis, kernel);' },
    write: false,
    minify,
  });
  return outputFiles?.[0]?.text ?? '';
}

/** A realm with everything of engine/typescript/display, its backend started. */
export async function tfjsRealm(backend: 'wasm' | 'cpu' = 'wasm'): Promise<TfjsRealm> {
  let items: OutputItem[] = [];
  const globals: Record<string, unknown> = {
    WorkerGlobalScope: class {},
    receive: (json: string) => items.push(...(JSON.parse(json) as OutputItem[])),
    performance,
    setTimeout,
    clearTimeout,
    TextDecoder,
    TextEncoder,
    btoa,
  };
  const context = vm.createContext(globals, { codeGeneration: { strings: false, wasm: true } });
  const run = <T>(script: string): T => vm.runInContext(script, context, { filename: 'test.js' }) as T;
  vm.runInContext(await tfjsScript(), context, { filename: 'kernel.js' });
  globals.wasm = backend === 'wasm' ? wasmBytes() : null;
  await run(`startBackend({ wasm, backend: '${backend}' })`);
  return {
    run,
    async show(script) {
      items = [];
      run('sink.begin(); beginCurves(true)');
      await run(`(async () => { ${script} })()`);
      run('flushCurves(); sink.flush()');
      return items;
    },
    write: (path, text) => (globals.files as Map<string, Uint8Array>).set(path, new TextEncoder().encode(text)),
  };
}

/** The bytes of tfjs' WebAssembly with SIMD. */
export const wasmBytes = (): Uint8Array => readFileSync(WASM_FILE);
