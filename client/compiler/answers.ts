/**
 * What the TypeScript worker answers: plain data, because it crosses to another thread. Offsets and lengths count UTF-16 code
 * units, lines and columns count from 1; `path` is the path of a model's URI (`/work/data.ts`).
 */

/** An error (or warning) of the compiler. `length` is at least 1. */
export interface Fault {
  path: string;
  start: number;
  length: number;
  line: number;
  column: number;
  message: string;
  /** TypeScript's number: 2322 for "Type … is not assignable to type …". */
  code: number;
  isError: boolean;
}

/** One offer of a completion list; `kind` is a `ScriptElementKind` of TypeScript. */
export interface Offer {
  name: string;
  kind: string;
  isDeprecated: boolean;
  sortText: string;
  insertText: string;
  /** What it replaces; null: the word at the cursor. */
  replaces: { start: number; length: number } | null;
}

/** A declaration as code, and its documentation as Markdown. */
export interface Details {
  code: string;
  documentation: string;
}

export interface Hover extends Details {
  start: number;
  length: number;
}

export interface Signatures {
  active: number;
  argument: number;
  items: {
    label: string;
    documentation: string;
    parameters: { label: [from: number, to: number]; documentation: string }[];
  }[];
}

/** JavaScript of a text, as an ES module. */
export interface Transpiled {
  code: string;
  /** Item i is the 1-based source line of line i + 1 of `code`. */
  lines: number[];
  /** Errors of syntax; where there are any, `code` is a guess. */
  faults: Fault[];
}

/** Where something is in a file. */
export interface Span {
  path: string;
  start: number;
  length: number;
}

/** A use of a name; `prefix` and `suffix` stand around the new one (`{ rate }` becomes `{ rate: speed }`). */
export interface Use extends Span {
  prefix: string;
  suffix: string;
}

/** Where a name is defined: in a file of the work, or in a library of this name. */
export type Defined = ({ kind: 'place' } & Span) | { kind: 'library'; name: string } | { kind: 'unknown' };

/** All uses of a name, or why it cannot be renamed. */
export type Uses = { kind: 'places'; name: string; places: Use[] } | { kind: 'refused'; why: 'none' | 'library' };

/** All that can be asked. */
export interface Answers {
  /** Errors of syntax and of types in a file. */
  faults(path: string): Fault[];
  /** The first `limit` errors of all files of the work. */
  allFaults(limit: number): Fault[];
  /** `trigger`: the character that asked, null where a person did. */
  complete(path: string, offset: number, trigger: string | null): Offer[];
  details(path: string, offset: number, name: string): Details | null;
  hover(path: string, offset: number): Hover | null;
  signatures(path: string, offset: number, trigger: string | null, isRetrigger: boolean): Signatures | null;
  definition(path: string, offset: number): Defined;
  uses(path: string, offset: number): Uses;
  /** Takes a text to JavaScript without looking at any other; `name` only names it in faults. */
  transpile(name: string, text: string): Transpiled;
}

/** The same, asked from another thread. */
export type Remote = { [K in keyof Answers]: (...args: Parameters<Answers[K]>) => Promise<ReturnType<Answers[K]>> };
