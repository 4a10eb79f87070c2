/** A section of a page of help, as data. Text between backticks is code. */

/** A part of a section: a paragraph, a list, a program or a table. */
export type Block =
  | { text: string }
  | { list: readonly string[] }
  | { code: string }
  /** The first cell of a row is its head. */
  | { table: { columns: readonly string[]; rows: readonly (readonly string[])[] } };

export interface Section {
  id: string;
  title: string;
  blocks: readonly Block[];
}
