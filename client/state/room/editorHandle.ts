/** The editor as the rest of the room uses it, without Monaco's types. */
import type { OpenFile } from '../files.ts';

/** The editor as the rest of the room uses it; made by the lazily loaded editor pane. */
export interface EditorHandle {
  /** The file in front, or null. */
  file(): OpenFile | null;
  /** 1-based line of the cursor. */
  line(): number;
  /** Selected offsets and lines of the file in front; null where nothing is selected. */
  selection(): { from: number; to: number; lines: [number, number]; text: string } | null;
  /** Offset of the cursor. */
  offset(): number;
  focus(): void;
  /** Puts the cursor at a line (and 1-based column) of the file in front and brings it into view. */
  reveal(line: number, column?: number): void;
  /** Replaces a file's text by one change that one undo takes back. */
  replace(file: OpenFile, text: string): void;
  /** Runs an editor command by Monaco's id. */
  command(id: string): void;
}
