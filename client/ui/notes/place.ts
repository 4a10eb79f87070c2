/** Where a note about text points now. */
import type * as Y from 'yjs';
import type { Annotation } from '../../../protocol/state.ts';
import { findAnchor } from '../../state/anchors.ts';
import type { ProjectFiles } from '../../state/files.ts';
import { noteWords } from '../../words/notes.ts';

export interface NotePlace {
  /** "model.py, line 12". */
  label: string;
  /** What became of the text, where it is not as it was. */
  hint: string | null;
  /** File name and line to go to; null where there is none any more. */
  at: { file: string; line: number } | null;
}

/** @returns null for a note that is not about text. */
export function placeOf(note: Annotation, doc: Y.Doc, projectFiles: ProjectFiles): NotePlace | null {
  const { anchor } = note;
  if (anchor.kind !== 'text') return null;
  const file = projectFiles.file(anchor.fileId);
  const found = file ? findAnchor(doc, file, anchor) : null;
  if (!file || !found) {
    const label = noteWords.lines(file?.name ?? '', anchor.startLine, anchor.endLine);
    return { label, hint: noteWords.gone, at: null };
  }
  return {
    label: noteWords.lines(file.name, found.startLine, found.endLine),
    hint: { unchanged: null, changed: noteWords.changed, 'found-again': noteWords.foundAgain }[found.fate],
    at: { file: file.name, line: found.startLine },
  };
}
