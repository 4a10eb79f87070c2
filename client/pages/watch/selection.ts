/** What a note can be about: the selection in the mirror, a run, a score, or the moment. */

import type { Annotation } from '../../../protocol/state.ts';
import { findAnchor, makeTextAnchor } from '../../editor/anchors.ts';
import type { Editor } from '../../editor/monaco.ts';
import type { NoteTarget } from '../../ui/notes/NoteComposer.tsx';
import { noteWords } from '../../ui/notes/words.ts';
import type { RoomSource } from './source.ts';

/** The mirror's selection (or the cursor's line) as a target; null where no file is shown. */
export function selectionTarget(source: RoomSource, editor: Editor | null): NoteTarget | null {
  const model = editor?.getModel() ?? null;
  const selection = editor?.getSelection() ?? null;
  const file = source.models.fileOf(model);
  if (!model || !selection || !file) return null;
  return {
    id: 'text',
    label: noteWords.lines(file.name, selection.startLineNumber, selection.endLineNumber),
    anchor: () =>
      makeTextAnchor(
        file,
        model.getOffsetAt(selection.getStartPosition()),
        model.getOffsetAt(selection.getEndPosition()),
      ),
  };
}

/** Where a text note points now, in words. */
export function placeOf(
  source: Pick<RoomSource, 'doc' | 'work'>,
  note: Annotation,
): { label: string; hint: string | null } {
  const { anchor } = note;
  if (anchor.kind !== 'text') return { label: '', hint: null };
  const file = source.work.file(anchor.fileId);
  const found = file ? findAnchor(source.doc, file, anchor) : null;
  if (!file || !found)
    return { label: noteWords.lines(file?.name ?? '', anchor.startLine, anchor.endLine), hint: noteWords.gone };
  return {
    label: noteWords.lines(file.name, found.startLine, found.endLine),
    hint: found.unchanged ? null : noteWords.changed,
  };
}
