/** What is read off a program without running it. */

/** What is wrong with a file; lines from 1, null where none can be named. */
export interface FileFault {
  line: number | null;
  message: string;
}

/** Names that a file defines at its top, and what is wrong with it. */
export interface Parsed {
  defines: readonly string[];
  faults: readonly FileFault[];
}

/**
 * Reads folders of files, each file of equal text once.
 * @param packages that the scaffold has
 * @returns by folder and file
 */
export type ParseFolders = (
  folders: readonly Record<string, string>[],
  packages: readonly string[],
) => Promise<Record<string, Parsed>[]>;
