/** The names that live from run to run, and those of them that follow a module of the work. */
import type { Modules, Namespace } from '../code/modules.ts';
import type { ImportedName } from '../code/rewrite.ts';

/** Where an imported name of the scope comes from, and the value it was bound to. */
interface Bound {
  file: string;
  of: string;
  value: unknown;
}

export class Names {
  /** Values by name. */
  readonly scope: Record<string, unknown> = Object.create(null);
  readonly #modules: Modules;
  readonly #bound = new Map<string, Bound>();

  constructor(modules: Modules) {
    this.#modules = modules;
  }

  /** Makes names known that a run declares at its top. */
  declare(names: Iterable<string>): void {
    for (const name of names) if (!(name in this.scope)) this.scope[name] = undefined;
  }

  /** The value of a name that no run had declared when the code was compiled. @throws ReferenceError */
  late(name: string): unknown {
    if (name in this.scope) return this.scope[name];
    throw new ReferenceError(`${name} is not defined`);
  }

  /** Binds an imported name; of a module of the work it follows that from then on. */
  bind({ local, of }: ImportedName, namespace: Namespace): void {
    if (of !== '*' && !(of in namespace)) {
      // A type's name is never used as a value; any other is missed where it is used.
      delete this.scope[local];
      return;
    }
    const value = of === '*' ? namespace : namespace[of];
    this.scope[local] = value;
    const module = this.#modules.loaded().find((loaded) => loaded.namespace === namespace);
    if (module) this.#bound.set(local, { file: module.file, of, value });
    else this.#bound.delete(local);
  }

  /** Names that were imported from a module follow it, as long as they still hold what was imported. */
  rebind(files: ReadonlySet<string>): void {
    for (const [local, bound] of this.#bound) {
      if (!files.has(bound.file)) continue;
      if (this.scope[local] !== bound.value) {
        this.#bound.delete(local);
        continue;
      }
      const module = this.#modules.loaded().find((loaded) => loaded.file === bound.file);
      if (!module || (bound.of !== '*' && !(bound.of in module.namespace))) {
        delete this.scope[local];
        this.#bound.delete(local);
        continue;
      }
      bound.value = bound.of === '*' ? module.namespace : module.namespace[bound.of];
      this.scope[local] = bound.value;
    }
  }
}
