/** The files that TypeScript sees: the candidate's, as the editor mirrors them into the worker, and the declarations of libraries. */
import type { CompilerOptions, IScriptSnapshot, LanguageServiceHost } from 'typescript';
import { WORK_FOLDER } from './paths.ts';

/** A text that the editor synchronizes with its model. One object per model, for as long as the model lives. */
export interface Mirror {
  uri: { path: string };
  version: number;
  getValue(): string;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** Every folder on the way to these files. */
function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>(['/']);
  for (const path of paths) {
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
  }
  return folders;
}

export class Host implements LanguageServiceHost {
  readonly #mirrors: () => readonly Mirror[];
  readonly #library: ReadonlyMap<string, string>;
  readonly #always: readonly string[];
  readonly #options: CompilerOptions;
  readonly #folders: ReadonlySet<string>;
  /** A file that was deleted and made anew begins at version 1 again: the number of its mirror distinguishes the two. */
  readonly #numbers = new WeakMap<Mirror, number>();
  #next = 0;

  /** `always`: files of the library that belong to the program although nothing imports them. */
  constructor(
    mirrors: () => readonly Mirror[],
    library: ReadonlyMap<string, string>,
    always: readonly string[],
    options: CompilerOptions,
  ) {
    this.#mirrors = mirrors;
    this.#library = library;
    this.#always = always;
    this.#options = options;
    this.#folders = foldersOf([...library.keys(), `${WORK_FOLDER}x`]);
  }

  /** The candidate's TypeScript files. */
  work(): string[] {
    return this.#mirrors()
      .map(({ uri }) => uri.path)
      .filter((path) => path.startsWith(WORK_FOLDER) && path.endsWith('.ts'));
  }

  #mirror(path: string): Mirror | undefined {
    return path.startsWith(WORK_FOLDER) ? this.#mirrors().find(({ uri }) => uri.path === path) : undefined;
  }

  getCompilationSettings(): CompilerOptions {
    return this.#options;
  }

  getScriptFileNames(): string[] {
    return [...this.#always, ...this.work()];
  }

  getScriptVersion(path: string): string {
    const mirror = this.#mirror(path);
    if (!mirror) return '0';
    let number = this.#numbers.get(mirror);
    if (number === undefined) {
      this.#next += 1;
      number = this.#next;
      this.#numbers.set(mirror, number);
    }
    return `${number}.${mirror.version}`;
  }

  getScriptSnapshot(path: string): IScriptSnapshot | undefined {
    const text = this.readFile(path);
    if (text === undefined) return undefined;
    return {
      getText: (start, end) => text.slice(start, end),
      getLength: () => text.length,
      getChangeRange: () => undefined,
    };
  }

  readFile(path: string): string | undefined {
    return this.#mirror(path)?.getValue() ?? this.#library.get(path);
  }

  fileExists(path: string): boolean {
    return this.#library.has(path) || this.#mirror(path) !== undefined;
  }

  directoryExists(path: string): boolean {
    return this.#folders.has(path === '/' ? path : path.replace(/\/$/, ''));
  }

  getDirectories(path: string): string[] {
    const within = path.endsWith('/') ? path : `${path}/`;
    return [...this.#folders]
      .filter((folder) => folder.startsWith(within) && folder.length > within.length)
      .map((folder) => folder.slice(within.length))
      .filter((name) => !name.includes('/'));
  }

  /** Files of the work in a folder: what the completion of an import's path offers. */
  readDirectory(path: string): string[] {
    return this.work().filter((file) => folderOf(file) === path.replace(/\/$/, ''));
  }

  getCurrentDirectory(): string {
    return '/';
  }

  getDefaultLibFileName(): string {
    return '/lib/lib.d.ts';
  }

  useCaseSensitiveFileNames(): boolean {
    return true;
  }
}
