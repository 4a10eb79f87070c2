/** The TypeScript kernel: one set of names that lives from run to run. Host-neutral; what it shows goes to the sink. */
import type { OutputItem } from '../../../protocol/output.ts';
import type { WeightInventory } from '../../../protocol/score.ts';
import type { RunAnswer, RunRequest } from '../../contract/kernel.ts';
import type { OfficialConfig } from '../../contract/official.ts';
import { codeBaseOf } from '../../crossing/counter.ts';
import { encodeArtefact } from '../../crossing/typescript/format.ts';
import { typescriptCounter } from '../../crossing/typescript/weigh.ts';
import { compileCell } from '../code/compileCell.ts';
import { stripTypes } from '../code/emit.ts';
import { described, errorItem } from '../code/errors.ts';
import { type Libraries, Modules, type Namespace } from '../code/modules.ts';
import type { Scripts } from '../code/scripts.ts';
import type { Sink } from '../display/sink.ts';
import type { TensorUse } from '../libraries/tensorflow/leaks.ts';
import type { Tf } from '../libraries/tensorflow/tf.ts';
import { takeApart } from '../official/model.ts';
import { Fitted } from './fitted.ts';
import { Names } from './names.ts';
import { watchRejections } from './rejections.ts';

export interface KernelOptions {
  tf: Tf;
  scripts: Scripts;
  libraries: Libraries;
  sink: Sink;
  /** The last expression of a cell is evaluated from now on; `show` shows its value. */
  begin?: () => void;
  show: (value: unknown) => void;
  leaks: Leaks;
  /** Training progress as it is drawn: anew for each run, and reported until its end. */
  curves: { begin: () => void; flush: () => void };
  /** What the libraries do wrong in this browser; reported with the first run. */
  problems: readonly string[];
  /** For the weight meter; null: weights are not counted. */
  config: OfficialConfig | null;
}

/** Looks for tensors that are alive although nothing reachable from `roots` holds them. */
interface Leaks {
  use(roots: Iterable<unknown>): TensorUse;
  /** A sentence on what a run added, or null. */
  notice(before: TensorUse, after: TensorUse): string | null;
}

export interface TypescriptKernel {
  run(request: RunRequest): Promise<RunAnswer>;
}

export function createTypescriptKernel(options: KernelOptions): TypescriptKernel {
  return new Kernel(options);
}

class Kernel implements TypescriptKernel {
  readonly #options: KernelOptions;
  readonly #modules: Modules;
  readonly #names: Names;
  readonly #fitted = new Fitted();
  readonly #problems: string[];

  constructor(options: KernelOptions) {
    this.#options = options;
    this.#problems = [...options.problems];
    const { scripts, libraries, config } = options;
    const fitFile = config?.functions.fit;
    this.#modules = new Modules({
      scripts,
      libraries,
      exported: (file, name, value) => (name === 'fit' && file === fitFile ? this.#fitted.watched(value) : value),
    });
    this.#names = new Names(this.#modules);
  }

  async run(request: RunRequest): Promise<RunAnswer> {
    const { sink, leaks, curves } = this.#options;
    sink.begin();
    curves.begin();
    for (const problem of this.#problems.splice(0)) this.#notice('info', problem);
    this.#fitted.last = null;
    const before = this.#tensors();
    const rejected = watchRejections();
    let status: RunAnswer['status'] = 'ok';
    try {
      await this.#run(request);
    } catch (error) {
      status = 'error';
      this.#error(error);
    }
    for (const reason of await rejected.take()) {
      status = 'error';
      this.#error(reason);
    }
    curves.flush();
    const weights = await this.#weights(request.files);
    const after = this.#tensors();
    const leak = before && after && leaks.notice(before, after);
    if (leak) this.#notice('info', leak);
    const cut = sink.truncation();
    if (cut) this.#notice('truncated', cut);
    sink.flush();
    return { status, weights };
  }

  async #run({ file, code, kind, startLine, files, emitted }: RunRequest): Promise<void> {
    const { scripts } = this.#options;
    this.#modules.setFiles(files, emitted?.files);
    this.#names.rebind(await this.#modules.refresh());
    const text = kind === 'selection' ? dedented(code) : code;
    const source = emitted?.code ?? stripTypes(file, text, { keepImports: true, firstLine: startLine });
    const compiled = compileCell(file, source, {
      startLine,
      marks: marksOf(text),
      known: new Set(Object.keys(this.#names.scope)),
      isGlobal: (name) => name in globalThis,
    });
    const from = new Map<string, Namespace>();
    for (const specifier of compiled.sources) {
      from.set(specifier, await this.#modules.import(specifier, file));
    }
    for (const name of compiled.imports) this.#names.bind(name, from.get(name.source) ?? {});
    this.#names.declare(compiled.names);
    const link = {
      import: (specifier: string) => this.#modules.import(String(specifier), file),
      keep: (name: string, value: unknown) => this.#declared(name, value),
      late: (name: string) => this.#names.late(name),
      begin: () => this.#options.begin?.(),
      show: async (value: unknown): Promise<void> => {
        const shown = await value;
        if (shown !== undefined) this.#options.show(shown);
      },
    };
    const call = scripts.evaluate(file, compiled.expression, source, startLine) as (
      given: typeof link,
      scope: Record<string, unknown>,
    ) => Promise<unknown>;
    await call(link, this.#names.scope);
  }

  /** A function that a run declares: its name stays, and `fit` is watched for the meter. */
  #declared(name: string, value: unknown): unknown {
    if (typeof value !== 'function') return value;
    const own = Object.getOwnPropertyDescriptor(value, 'name');
    if (own?.configurable && own.value === '') Object.defineProperty(value, 'name', { ...own, value: name });
    return name === 'fit' ? this.#fitted.watched(value) : value;
  }

  /** Shows and returns the weights of the last value of `fit`, counted as the official run counts them. */
  async #weights(files: RunRequest['files']): Promise<WeightInventory | null> {
    const { tf, config, sink } = this.#options;
    const fitted = this.#fitted.last;
    if (!fitted || !config) return null;
    try {
      const payload = encodeArtefact(await takeApart(tf, fitted.value, 0));
      const { weights } = typescriptCounter(files, codeBaseOf(config))(payload);
      sink.item({ type: 'weights', weights, notes: [] }, true);
      return weights;
    } catch (error) {
      this.#notice('info', `The weights of what fit returned could not be counted: ${described(error).message}`);
      return null;
    }
  }

  /** Null where a value of the work cannot be walked: that is no reason for a run to fail. */
  #tensors(): TensorUse | null {
    try {
      return this.#options.leaks.use(this.#roots());
    } catch {
      return null;
    }
  }

  *#roots(): Iterable<unknown> {
    yield* Object.values(this.#names.scope);
    for (const module of this.#modules.loaded()) yield* Object.values(module.state());
    if (this.#fitted.last) yield this.#fitted.last.value;
  }

  #error(error: unknown): void {
    this.#options.sink.item(errorItem(error, this.#options.scripts), true);
  }

  #notice(kind: 'info' | 'truncated', text: string): void {
    const item: OutputItem = { type: 'notice', kind, text: text.slice(0, 1_000) };
    this.#options.sink.item(item, true);
  }
}

/** 1-based lines that begin a cell. */
const marksOf = (text: string): number[] =>
  text.split('\n').flatMap((line, at) => (/^\s*\/\/\s*%%/.test(line) ? [at + 1] : []));

/** Takes the common indent off a selection, whose first line may begin in the middle of a block. */
function dedented(code: string): string {
  const indents = code.split('\n').flatMap((line) => (line.trim() === '' ? [] : [/^\s*/.exec(line)?.[0].length ?? 0]));
  const least = Math.min(...indents);
  return least > 0 && Number.isFinite(least)
    ? code
        .split('\n')
        .map((line) => line.slice(least))
        .join('\n')
    : code;
}
