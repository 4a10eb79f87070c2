/** JavaScript that a compiler made of a TypeScript file: the editor's compiler, or that of the kernel. */

/** An ES module in JavaScript. */
export interface Emitted {
  code: string;
  /** Item i is the 1-based source line of line i + 1 of `code`; null: lines are where they were. */
  lines: readonly number[] | null;
}
