/**
 * Declarations of what the candidate's code finds without importing it. The standard library of the DOM is left out: it would offer
 * hundreds of names that a worker does not have. The few types of it that the plot library names are here, as types only.
 */
export const GLOBALS = `
interface Console {
  /** Prints values on one line, a first text with its placeholders (\`%d\`, \`%s\`) filled in; a table or a plot alone is shown as one. */
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  /** Prints to the error stream. */
  warn(...values: unknown[]): void;
  /** Prints to the error stream. */
  error(...values: unknown[]): void;
  /** Shows rows, columns, lists or objects as a table. */
  table(value?: unknown, columns?: readonly string[]): void;
  /** Prints to the error stream where the condition is false. */
  assert(condition?: boolean, ...values: unknown[]): void;
  dir(value?: unknown): void;
  group(...values: unknown[]): void;
  groupEnd(): void;
  /** Starts a timer; \`timeLog\` and \`timeEnd\` print what it has counted. */
  time(label?: string): void;
  timeLog(label?: string, ...values: unknown[]): void;
  timeEnd(label?: string): void;
  /** Prints how often it was called with this label. */
  count(label?: string): void;
  countReset(label?: string): void;
  trace(...values: unknown[]): void;
}
declare const console: Console;

/** Shows values in the output: tables as tables, plots as pictures, all else as text. */
declare function display(...values: unknown[]): void;

declare const performance: {
  /** Milliseconds since the worker started. */
  now(): number;
};
declare const crypto: {
  /** Fills an array with random numbers that no seed repeats. */
  getRandomValues<T extends Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array>(array: T): T;
};
/** A deep copy of plain data. */
declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(callback: () => void): void;
declare function setTimeout<A extends unknown[]>(callback: (...args: A) => void, ms?: number, ...args: A): number;
declare function clearTimeout(id: number | undefined): void;
declare function setInterval<A extends unknown[]>(callback: (...args: A) => void, ms?: number, ...args: A): number;
declare function clearInterval(id: number | undefined): void;
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}

interface Node {
  readonly textContent: string | null;
}
interface Element extends Node {
  readonly outerHTML: string;
}
interface HTMLElement extends Element {
  readonly style: CSSStyleDeclaration;
}
interface SVGElement extends Element {
  readonly style: CSSStyleDeclaration;
}
interface SVGSVGElement extends SVGElement {}
interface SVGMarkerElement extends SVGElement {}
interface Document extends Node {
  createElement(name: string): HTMLElement;
}
interface CSSStyleDeclaration {
  [property: string]: string;
}
`;
