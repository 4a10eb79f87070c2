/** What a note can be about: the selection in the mirror, a run, a score, or the moment. */

import type { Editor } from '../../editor/monaco.ts';
import { makeTextAnchor } from '../../state/anchors.ts';
import type { NoteTarget } from '../../ui/notes/NoteComposer.tsx';
import { noteWords } from '../../words/notes.ts';
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
