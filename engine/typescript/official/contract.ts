/** The candidate's functions, found by the contract and called by the official path. */

import type { Emitted } from '../../contract/emitted.ts';
import { type FunctionName, OPTIONAL, ORDER, SIGNATURES } from '../../contract/functions.ts';
import type { OfficialConfig } from '../../contract/official.ts';
import { type Libraries, Modules } from '../code/modules.ts';
import type { Scripts } from '../code/scripts.ts';
import { SourceError } from '../code/sourceError.ts';
import { checkDefinitions } from './definitions.ts';
import { OfficialError } from './error.ts';
import { type Fingerprint, fingerprint } from './fingerprint.ts';
import { IMPORTING, type Reader } from './reader.ts';

interface ContractInput {
  scripts: Scripts;
  libraries: Libraries;
  reader: Reader;
  config: OfficialConfig;
  files: Readonly<Record<string, string>>;
  emitted?: Readonly<Record<string, Emitted>>;
  /** What is wrong with a function is thrown when that function is called, and the others work. */
  each?: boolean;
}

export class Contract {
  readonly #functions = new Map<FunctionName, ContractFunction>();
  readonly #broken = new Map<FunctionName, unknown>();
  readonly #modules: Modules;
  /** What the top-level names of each module held when it had been imported. */
  readonly #before = new Map<string, string>();

  private constructor(modules: Modules) {
    this.#modules = modules;
  }

  /**
   * Imports the contract files and finds the functions.
   * @throws OfficialError `missing-file`, `missing-function`, `wrong-arguments`; SourceError; what the files throw.
   */
  static async open(input: ContractInput): Promise<Contract> {
    const { scripts, libraries, config, files, emitted, each = false } = input;
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
      try {
        const found = await functionOf(modules, input, name, file);
        if (found) contract.#functions.set(name, found);
      } catch (error) {
        if (!each) throw error;
        contract.#broken.set(name, error);
      }
    }
    for (const { file, name, hash } of contract.state()) contract.#before.set(`${file} ${name}`, hash);
    return contract;
  }

  /** Whether a function is there, be it broken. */
  has(name: FunctionName): boolean {
    return this.#functions.has(name) || this.#broken.has(name);
  }

  /** Calls a contract function, waiting for it where it is asynchronous. */
  async call(name: FunctionName, ...given: unknown[]): Promise<unknown> {
    if (this.#broken.has(name)) throw this.#broken.get(name);
    return this.#functions.get(name)?.(...given);
  }

  /** What the top-level names of each module hold now. */
  state(): Held[] {
    return this.#modules
      .loaded()
      .flatMap(({ file, state }) =>
        Object.entries(state()).map(([name, value]) => ({ file, name, ...fingerprint(value) })),
      );
  }

  /** Top-level names that training changed: the next worker has them as imported. */
  changed(): Held[] {
    return this.state().filter(({ file, name, hash }) => {
      const before = this.#before.get(`${file} ${name}`);
      return before !== undefined && before !== hash;
    });
  }
}

type ContractFunction = (...given: unknown[]) => unknown;

/** The function of a file; null where an optional one is not there. */
async function functionOf(
  modules: Modules,
  { reader, config, files }: ContractInput,
  name: FunctionName,
  file: string,
): Promise<ContractFunction | null> {
  if (files[file] === undefined)
    throw new OfficialError('missing-file', `${file} is missing: it must hold ${SIGNATURES[name]}`, { file });
  const found = (await reader.under(IMPORTING, () => modules.load(file)))[name];
  if (typeof found === 'function') {
    checkArguments(found, name, file);
    return found as ContractFunction;
  }
  if (!(config.optional ?? OPTIONAL).includes(name))
    throw new OfficialError('missing-function', `${file} exports no function ${SIGNATURES[name]}`, { file });
  return null;
}

/** A top-level name of a module, and what it holds. */
export interface Held extends Fingerprint {
  file: string;
  name: string;
}

/** A function that wants more than it is given would see `undefined`: its text shows that earlier. */
function checkArguments(found: { length: number }, name: FunctionName, file: string): void {
  const given = SIGNATURES[name].split(',').length;
  if (found.length > given) {
    const message = `${file} has ${name} with ${found.length} arguments, but the contract calls ${SIGNATURES[name]}`;
    throw new OfficialError('wrong-arguments', message, { file });
  }
}
