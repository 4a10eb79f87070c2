/** The candidate's functions, found by the contract and called by the official path. */

import type { Emitted } from '../../contract/emitted.ts';
import { type FunctionName, OPTIONAL, ORDER, SIGNATURES } from '../../contract/functions.ts';
import type { OfficialConfig } from '../../contract/official.ts';
import { type Libraries, type Loaded, Modules } from '../code/modules.ts';
import type { Scripts } from '../code/scripts.ts';
import { SourceError } from '../code/sourceError.ts';
import { checkDefinitions } from './definitions.ts';
import { OfficialError } from './error.ts';
import { fingerprint } from './fingerprint.ts';
import { IMPORTING, type Reader } from './reader.ts';

interface ContractInput {
  scripts: Scripts;
  libraries: Libraries;
  reader: Reader;
  config: OfficialConfig;
  files: Readonly<Record<string, string>>;
  emitted?: Readonly<Record<string, Emitted>>;
}

export class Contract {
  readonly #functions = new Map<FunctionName, (...given: unknown[]) => unknown>();
  readonly #modules: Modules;
  /** What the top-level names of each module held when it had been imported. */
  readonly #before = new Map<string, Map<string, string>>();

  private constructor(modules: Modules) {
    this.#modules = modules;
  }

  /**
   * Imports the contract files and finds the functions.
   * @throws OfficialError `missing-file`, `missing-function`, `wrong-arguments`; SourceError; what the files throw.
   */
  static async open({ scripts, libraries, reader, config, files, emitted }: ContractInput): Promise<Contract> {
    const explore = new Set(config.explore ?? ['explore.ts']);
    const names = new Set<string>(ORDER);
    const modules = new Modules({
      scripts,
      libraries,
      inspect(file, compiled, lineOf) {
        if (explore.has(file)) {
          const message = `${file} is for exploration and is never imported by the official run; move what is needed`;
          throw new SourceError(file, 0, message, 'import-explore');
        }
        checkDefinitions(file, compiled, lineOf, names);
      },
    });
    modules.setFiles(files, emitted);
    const contract = new Contract(modules);
    for (const name of ORDER) {
      const file = config.functions[name];
      if (file === undefined) continue;
      if (files[file] === undefined) {
        throw new OfficialError('missing-file', `${file} is missing: it must hold ${SIGNATURES[name]}`, { file });
      }
      const found = (await reader.under(IMPORTING, () => modules.load(file)))[name];
      if (typeof found === 'function') {
        checkArguments(found, name, file);
        contract.#functions.set(name, found as (...given: unknown[]) => unknown);
      } else if (!(config.optional ?? OPTIONAL).includes(name)) {
        throw new OfficialError('missing-function', `${file} exports no function ${SIGNATURES[name]}`, { file });
      }
    }
    for (const module of modules.loaded()) contract.#before.set(module.file, heldBy(module));
    return contract;
  }

  has(name: FunctionName): boolean {
    return this.#functions.has(name);
  }

  /** Calls a contract function, waiting for it where it is asynchronous. */
  async call(name: FunctionName, ...given: unknown[]): Promise<unknown> {
    return this.#functions.get(name)?.(...given);
  }

  /** Top-level names that training changed: the next worker has them as imported. */
  changed(): { file: string; name: string }[] {
    return this.#modules.loaded().flatMap((module) => {
      const before = this.#before.get(module.file);
      return [...heldBy(module)]
        .filter(([name, now]) => before?.has(name) && before.get(name) !== now)
        .map(([name]) => ({ file: module.file, name }));
    });
  }
}

function heldBy(module: Loaded): Map<string, string> {
  return new Map(Object.entries(module.state()).map(([name, value]) => [name, fingerprint(value)]));
}

/** A function that wants more than it is given would see `undefined`: its text shows that earlier. */
function checkArguments(found: { length: number }, name: FunctionName, file: string): void {
  const given = SIGNATURES[name].split(',').length;
  if (found.length > given) {
    const message = `${file} has ${name} with ${found.length} arguments, but the contract calls ${SIGNATURES[name]}`;
    throw new OfficialError('wrong-arguments', message, { file });
  }
}
