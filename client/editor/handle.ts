/** The editor as the rest of the room uses it. */
import type { OpenFile } from '../state/files.ts';
import type { EditorHandle } from '../state/room/editorHandle.ts';
import type { Models } from './models.ts';
import type { Editor } from './monaco.ts';

/** `file`: the one in front, or null. */
export function handleOf(editor: Editor, models: Models, file: () => OpenFile | null): EditorHandle {
  return {
    file,
    line: () => editor.getPosition()?.lineNumber ?? 1,
    offset: () => editor.getModel()?.getOffsetAt(editor.getPosition() ?? { lineNumber: 1, column: 1 }) ?? 0,
    selection() {
      const model = editor.getModel();
      const range = editor.getSelection();
      if (!model || !range || range.isEmpty()) return null;
      const last = range.endColumn === 1 ? range.endLineNumber - 1 : range.endLineNumber;
      return {
        from: model.getOffsetAt(range.getStartPosition()),
        to: model.getOffsetAt(range.getEndPosition()),
        lines: [range.startLineNumber, Math.max(range.startLineNumber, last)],
        text: model.getValueInRange(range),
      };
    },
    focus: () => editor.focus(),
    reveal(line, column = 1) {
      const at = Math.min(line, editor.getModel()?.getLineCount() ?? line);
      editor.setPosition({ lineNumber: at, column });
      editor.revealLineInCenterIfOutsideViewport(at);
      editor.focus();
    },
    replace: (target, text) => models.replace(target, text),
    command: (id) => editor.trigger('room', id, null),
  };
}
