/** The modules of the work: found by name, evaluated once, and anew when their text or what they import has changed. */

import type { Emitted } from '../../contract/emitted.ts';
import { TYPES_ONLY } from '../libraries/list.ts';
import { type CompiledModule, compileModule } from './compileModule.ts';
import { sourceLine, stripTypes } from './emit.ts';
import type { Scripts } from './scripts.ts';
import { SourceError } from './sourceError.ts';

/** Exports by name. */
export type Namespace = Record<string, unknown>;
export type Libraries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A module as it was loaded. */
export interface Loaded {
  file: string;
  text: string;
  namespace: Namespace;
  /** Files of the work that it imports. */
  uses: Set<string>;
  /** Values of its top-level names, once it has run. */
  state: () => Record<string, unknown>;
}

interface ModulesOptions {
  scripts: Scripts;
  libraries: Libraries;
  /** Refuses what a module may not say, before it runs. */
  inspect?: (file: string, compiled: CompiledModule, lineOf: (at: number) => number) => void;
  /** The value under which a module's export is seen by others. */
  exported?: (file: string, name: string, value: unknown) => unknown;
}

export class Modules {
  readonly #options: ModulesOptions;
  #files: Readonly<Record<string, string>> = {};
  #emitted: Readonly<Record<string, Emitted>> = {};
  #loaded = new Map<string, Loaded>();

  constructor(options: ModulesOptions) {
    this.#options = options;
  }

  /** The files of the work; `emitted` where the editor has compiled one. */
  setFiles(files: Readonly<Record<string, string>>, emitted: Readonly<Record<string, Emitted>> = {}): void {
    this.#files = files;
    this.#emitted = emitted;
  }

  /** Modules that are loaded now. */
  loaded(): readonly Loaded[] {
    return [...this.#loaded.values()];
  }

  /** The module of a file. @throws SourceError, or whatever its code throws. */
  async load(file: string): Promise<Namespace> {
    return (await this.#load(file, [])).namespace;
  }

  /**
   * What `import … from specifier` means in a file: a library's exports or a module's.
   * @throws SourceError where there is no such thing.
   */
  async import(specifier: string, from: string, line = 0): Promise<Namespace> {
    const found = this.#resolve(specifier, from, line);
    return typeof found === 'string' ? this.load(found) : found;
  }

  /**
   * Loads anew what has changed since it was loaded, and what imports it. Where that fails, all is as before.
   * @returns the files that were loaded anew or are gone.
   */
  async refresh(): Promise<Set<string>> {
    const stale = new Set<string>();
    for (const { file, text } of this.#loaded.values()) if (this.#files[file] !== text) stale.add(file);
    for (let grew = stale.size > 0; grew; ) {
      grew = false;
      for (const { file, uses } of this.#loaded.values()) {
        if (stale.has(file) || ![...uses].some((used) => stale.has(used))) continue;
        stale.add(file);
        grew = true;
      }
    }
    if (stale.size === 0) return stale;
    const before = new Map(this.#loaded);
    for (const file of stale) this.#loaded.delete(file);
    try {
      for (const file of stale) if (this.#files[file] !== undefined) await this.load(file);
    } catch (error) {
      this.#loaded = before;
      throw error;
    }
    return stale;
  }

  #resolve(specifier: string, from: string, line: number): string | Namespace {
    if (specifier === TYPES_ONLY) return {};
    const { libraries } = this.#options;
    if (Object.hasOwn(libraries, specifier)) return libraries[specifier] as Namespace;
    if (/^\.{1,2}\//.test(specifier)) {
      const path = joined(from, specifier);
      const found = [path, `${path}.ts`, path.replace(/\.js$/, '.ts')].find((name) => Object.hasOwn(this.#files, name));
      if (found) return found;
      const message = `${from} imports "${specifier}", and there is no file ${path.replace(/(\.ts)?$/, '.ts')}`;
      throw new SourceError(from, line, message, 'ImportError');
    }
    const all = Object.keys(libraries).join(', ');
    const message = `${from} imports "${specifier}"; there are ${all}, and files of the work as "./name"`;
    throw new SourceError(from, line, message, 'ImportError');
  }

  /** `chain`: the files that wait for this one; one of them is seen as far as it has come. */
  async #load(file: string, chain: readonly Loaded[]): Promise<Loaded> {
    const known = this.#loaded.get(file) ?? chain.find((one) => one.file === file);
    if (known) return known;
    const text = this.#files[file];
    if (text === undefined) throw new SourceError(file, 0, `there is no file ${file}`, 'ImportError');
    const emitted = this.#emitted[file] ?? stripTypes(file, text);
    const compiled = compileModule(file, emitted);
    const lineOf = (at: number) => sourceLine(emitted, emitted.code.slice(0, at).split('\n').length);
    this.#options.inspect?.(file, compiled, lineOf);
    const mine: Loaded = { file, text, namespace: Object.create(null), uses: new Set(), state: () => ({}) };
    const { scripts, exported } = this.#options;
    const from: Namespace[] = [];
    for (const source of compiled.sources) {
      const found = this.#resolve(source, file, importLine(compiled, source, lineOf));
      if (typeof found === 'string') mine.uses.add(found);
      from.push(typeof found === 'string' ? (await this.#load(found, [...chain, mine])).namespace : found);
    }
    expectNames(compiled, from);
    const link = {
      from,
      import: (specifier: string) => this.import(String(specifier), file),
      exports: (getters: Record<string, () => unknown>) => {
        for (const [name, get] of Object.entries(getters)) {
          const seen = exported ? () => exported(file, name, get()) : get;
          Object.defineProperty(mine.namespace, name, { get: seen, enumerable: true, configurable: true });
        }
      },
      all: (at: number) => reexported(from[at] ?? {}),
      state: (read: Loaded['state']) => {
        mine.state = read;
      },
    };
    const run = scripts.evaluate(file, compiled.expression, emitted) as (given: typeof link) => Promise<void>;
    await run(link);
    this.#loaded.set(file, mine);
    return mine;
  }
}

/** A path relative to the folder of the file that names it; never above the candidate's folder. */
function joined(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function importLine({ syntax }: CompiledModule, source: string, lineOf: (at: number) => number): number {
  const found = syntax.program.body.find((node) => 'source' in node && node.source?.value === source);
  return found ? lineOf((found as unknown as { start: number }).start) : 0;
}

/** A name that a module does not export throws when it is used; the name of a type never is. */
function expectNames({ names }: CompiledModule, from: readonly Namespace[]): void {
  for (const { of, source, at } of names) {
    const namespace = from[at];
    if (!namespace || of === '*' || of in namespace || !Object.isExtensible(namespace)) continue;
    Object.defineProperty(namespace, of, {
      get() {
        throw new ReferenceError(`"${source}" has no export named ${of}`);
      },
      enumerable: false,
      configurable: true,
    });
  }
}

function reexported(namespace: Namespace): Record<string, () => unknown> {
  const names = Object.keys(namespace).filter((name) => name !== 'default');
  return Object.fromEntries(names.map((name) => [name, () => namespace[name]]));
}
