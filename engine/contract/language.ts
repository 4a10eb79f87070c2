/**
 * What differs from language to language, as facts. Pages, server and scenario kit ask a track instead of comparing a language's
 * name; what needs heavy code (a parser, a weight counter, a worker) is a table by language where it is used.
 * Light on purpose: pages import this before anybody has chosen a language.
 */
import type { Language } from '../../protocol/language.ts';
import type { RuntimeFile } from '../mount/packages.ts';

/** The files of a runtime for a list of packages. */
export interface RuntimeParts {
  /** Files of the interpreter itself by name; they are loaded first. */
  core: readonly (readonly [name: string, file: RuntimeFile])[];
  /** Packages, dependencies first. */
  segments: readonly RuntimeFile[];
  /** Package -> version. */
  versions: ReadonlyMap<string, string>;
  /** Package -> its top-level modules, where they can be imported ahead of the first run. */
  imports: ReadonlyMap<string, readonly string[]>;
}

/** How a language's interpreter reaches the browser. */
export interface LanguageRuntime {
  /** Name of the manifest below the runtime's address. */
  manifest: string;
  /** Name of the core file that starts the interpreter, and what it is: a program for WebAssembly, or a worker's whole script. */
  main: string;
  mainIs: 'wasm' | 'script';
  /**
   * The files that these packages need, out of the manifest as the server gave it.
   * @throws naming a package that the runtime does not have.
   */
  partsOf(manifest: unknown, packages: readonly string[]): RuntimeParts;
  /** Packages that the sandbox needs besides the scenario's. */
  always: readonly string[];
  /** Packages that most scenarios need, loaded ahead while the scenario is not known yet. */
  usual: readonly string[];
  /** From this much memory on (GiB, as browsers report it) a spare interpreter is started ahead. */
  spareFromGiB: number;
}

/** Facts about one language of interviews. */
export interface LanguageTrack {
  language: Language;
  /** Its name in sentences. */
  title: string;
  /** End of its files' names, with the dot. */
  extension: string;
  /** True for a name of this language's files. */
  isSource(name: string): boolean;
  /** Columns per level of indentation in the editor. */
  tabSize: number;
  /** A run can be interrupted in an isolated page, and variables stay; else a run is ended together with its interpreter. */
  interruptible: boolean;
  /** The kernel answers the editor's questions and imports modules ahead; else the language service of the editor answers. */
  answersQuestions: boolean;
  /** The editor's compiler checks the files, and what it emits goes along with every run. */
  needsEmit: boolean;
  /** Scenarios name packages; else the runtime has one fixed set of libraries. */
  hasPackages: boolean;
  /** A page of help explains what differs from the language as people know it. */
  hasHelp: boolean;
  /**
   * Key of a file in the shared document. The files of all languages may lie in one document: Python's had the bare name first and
   * keep it for ever.
   */
  fileId(name: string): string;
  /** Matches a line that defines this function at the top of a file. */
  definition(name: string): RegExp;
  runtime: LanguageRuntime;
}
