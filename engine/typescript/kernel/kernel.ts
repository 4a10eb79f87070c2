/** The TypeScript kernel: one set of names that lives from run to run. Host-neutral; what it shows goes to the sink. */
import type { OutputItem } from '../../../protocol/output.ts';
import type { WeightInventory } from '../../../protocol/score.ts';
import type { RunAnswer, RunRequest } from '../../contract/kernel.ts';
import type { OfficialConfig } from '../../contract/official.ts';
import { artefactInventory } from '../../crossing/typescript/inventory.ts';
import { countLiterals } from '../../crossing/typescript/literals.ts';
import { compileCell } from '../code/compileCell.ts';
import { stripTypes } from '../code/emit.ts';
import { described, errorItem } from '../code/errors.ts';
import { type Libraries, Modules, type Namespace } from '../code/modules.ts';
import type { ImportedName } from '../code/rewrite.ts';
import type { Scripts } from '../code/scripts.ts';
import type { Sink } from '../display/sink.ts';
import type { TensorUse } from '../libraries/tensorflow/leaks.ts';
import type { Tf } from '../libraries/tensorflow/tf.ts';
import { takeApart } from '../official/model.ts';

export interface TfjsKernelOptions {
  tf: Tf;
  scripts: Scripts;
  libraries: Libraries;
  sink: Sink;
  /** Shows a value as the last expression of a cell. */
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
export interface Leaks {
  use(roots: Iterable<unknown>): TensorUse;
  /** A sentence on what a run added, or null. */
  notice(before: TensorUse, after: TensorUse): string | null;
}

export interface TfjsKernel {
  run(request: RunRequest): Promise<RunAnswer>;
}

/** Where an imported name of the scope comes from, and the value it was bound to. */
interface Bound {
  file: string;
  of: string;
  value: unknown;
}

export function createTfjsKernel(options: TfjsKernelOptions): TfjsKernel {
  return new Kernel(options);
}

class Kernel implements TfjsKernel {
  readonly #options: TfjsKernelOptions;
  readonly #modules: Modules;
  readonly #scope: Record<string, unknown> = Object.create(null);
  readonly #bound = new Map<string, Bound>();
  readonly #problems: string[];
  /** The last value that `fit` returned in this run. */
  #fitted: { value: unknown } | null = null;

  constructor(options: TfjsKernelOptions) {
    this.#options = options;
    this.#problems = [...options.problems];
    const { scripts, libraries, config } = options;
    const fitFile = config?.functions.fit;
    this.#modules = new Modules({
      scripts,
      libraries,
      exported: (file, name, value) => (name === 'fit' && file === fitFile ? this.#watched(value) : value),
    });
  }

  async run(request: RunRequest): Promise<RunAnswer> {
    const { sink, leaks, curves } = this.#options;
    sink.begin();
    curves.begin();
    for (const problem of this.#problems.splice(0)) this.#notice('info', problem);
    this.#fitted = null;
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
    this.#rebind(await this.#modules.refresh());
    const text = kind === 'selection' ? dedented(code) : code;
    const source = emitted?.code ?? stripTypes(file, text, { keepImports: true, firstLine: startLine });
    const compiled = compileCell(file, source, {
      startLine,
      known: new Set(Object.keys(this.#scope)),
      isGlobal: (name) => name in globalThis,
    });
    const from = new Map<string, Namespace>();
    for (const specifier of compiled.sources) {
      from.set(specifier, await this.#modules.import(specifier, file));
    }
    for (const name of compiled.imports) this.#bind(name, from.get(name.source) ?? {});
    for (const name of compiled.names) if (!(name in this.#scope)) this.#scope[name] = undefined;
    const link = {
      import: (specifier: string) => this.#modules.import(String(specifier), file),
      keep: (name: string, value: unknown) => this.#kept(name, value),
      late: (name: string) => {
        if (name in this.#scope) return this.#scope[name];
        throw new ReferenceError(`${name} is not defined`);
      },
    };
    const call = scripts.evaluate(file, compiled.expression, source, startLine) as (
      given: typeof link,
      scope: Record<string, unknown>,
    ) => Promise<unknown>;
    const value = await call(link, this.#scope);
    if (value !== undefined) this.#options.show(value);
  }

  #bind({ local, of }: ImportedName, namespace: Namespace): void {
    if (of !== '*' && !(of in namespace)) {
      // A type's name is never used as a value; any other is missed where it is used.
      delete this.#scope[local];
      return;
    }
    const value = of === '*' ? namespace : namespace[of];
    this.#scope[local] = value;
    const module = this.#modules.loaded().find((one) => one.namespace === namespace);
    if (module) this.#bound.set(local, { file: module.file, of, value });
    else this.#bound.delete(local);
  }

  /** Names that were imported from a module follow it, as long as they still hold what was imported. */
  #rebind(files: ReadonlySet<string>): void {
    for (const [local, bound] of this.#bound) {
      if (!files.has(bound.file)) continue;
      if (this.#scope[local] !== bound.value) {
        this.#bound.delete(local);
        continue;
      }
      const module = this.#modules.loaded().find((one) => one.file === bound.file);
      if (!module || (bound.of !== '*' && !(bound.of in module.namespace))) {
        delete this.#scope[local];
        this.#bound.delete(local);
        continue;
      }
      bound.value = bound.of === '*' ? module.namespace : module.namespace[bound.of];
      this.#scope[local] = bound.value;
    }
  }

  /** A function that a run declares: its name stays, and `fit` is watched for the meter. */
  #kept(name: string, value: unknown): unknown {
    if (typeof value !== 'function') return value;
    const own = Object.getOwnPropertyDescriptor(value, 'name');
    if (own?.configurable && own.value === '') Object.defineProperty(value, 'name', { ...own, value: name });
    return name === 'fit' ? this.#watched(value) : value;
  }

  readonly #watching = new WeakMap<object, unknown>();

  #watched(value: unknown): unknown {
    if (typeof value !== 'function') return value;
    const known = this.#watching.get(value);
    if (known) return known;
    const note = (model: unknown): void => {
      this.#fitted = { value: model };
    };
    const watched = function (this: unknown, ...given: unknown[]): unknown {
      const answer = value.apply(this, given);
      if (answer instanceof Promise) answer.then(note, () => {});
      else note(answer);
      return answer;
    };
    Object.defineProperty(watched, 'name', { value: 'fit', configurable: true });
    this.#watching.set(value, watched);
    return watched;
  }

  /** Shows and returns the weights of the last value of `fit`, counted as the official run counts them. */
  async #weights(files: RunRequest['files']): Promise<WeightInventory | null> {
    const { tf, config, sink } = this.#options;
    if (!this.#fitted || !config) return null;
    try {
      const artefact = await takeApart(tf, this.#fitted.value, 0);
      const literals = countLiterals(files, [...new Set(Object.values(config.functions))]);
      const { total, items, rest } = artefactInventory(artefact, literals);
      const weights: WeightInventory = { total, items: [...items], rest };
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
    yield* Object.values(this.#scope);
    for (const module of this.#modules.loaded()) yield* Object.values(module.state());
    if (this.#fitted) yield this.#fitted.value;
  }

  #error(error: unknown): void {
    this.#options.sink.item(errorItem(error, this.#options.scripts), true);
  }

  #notice(kind: 'info' | 'truncated', text: string): void {
    const item: OutputItem = { type: 'notice', kind, text: text.slice(0, 1_000) };
    this.#options.sink.item(item, true);
  }
}

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

interface Scope {
  addEventListener?(type: string, listener: (event: Event) => void): void;
  removeEventListener?(type: string, listener: (event: Event) => void): void;
}

/** Promises that fail while nobody waits for them; the event comes a task later. */
function watchRejections(): { take(): Promise<unknown[]> } {
  const reasons: unknown[] = [];
  const scope = globalThis as Scope;
  const heard = (event: Event): void => {
    event.preventDefault();
    reasons.push((event as PromiseRejectionEvent).reason);
  };
  scope.addEventListener?.('unhandledrejection', heard);
  return {
    async take() {
      await new Promise((done) => setTimeout(done, 0));
      scope.removeEventListener?.('unhandledrejection', heard);
      return reasons.slice(0, 5);
    },
  };
}
