/** Notes and error lines in an editor: glyphs in the margin, a tint on the lines, words on hover. */
import type * as Y from 'yjs';
import type { Annotation } from '../../protocol/state.ts';
import { findAnchor } from '../state/anchors.ts';
import type { OpenFile } from '../state/files.ts';
import { type Editor, monaco } from './monaco.ts';
import { plain, plainLines } from './plainText.ts';

/** Ms after the last change of the text before notes are looked up again. */
const REDRAW_MS = 250;

/** What the shown file's decorations are made of. */
interface Marked {
  annotations: readonly Annotation[];
  errorLine: { fileId: string; line: number } | null;
  onPick?: (annotationId: string) => void;
}

/** Draws and redraws as notes come, text moves and files change. `update` gives new contents. */
export function showMarks(editor: Editor, doc: Y.Doc, current: () => OpenFile | null) {
  const drawn = editor.createDecorationsCollection();
  let marked: Marked = { annotations: [], errorLine: null };
  let byLine = new Map<number, string>();
  const draw = () => {
    const file = current();
    byLine = new Map();
    const decorations: monaco.editor.IModelDeltaDecoration[] = [];
    for (const note of file ? marked.annotations : []) {
      if (!file || note.anchor.kind !== 'text' || note.anchor.fileId !== file.id) continue;
      const found = findAnchor(doc, file, note.anchor);
      if (!found) continue;
      byLine.set(found.startLine, note.annotationId);
      const shared = note.audience === 'all';
      decorations.push({
        range: new monaco.Range(found.startLine, 1, found.endLine, 1),
        options: {
          isWholeLine: true,
          className: shared ? 'note-line' : 'note-line note-line-staff',
          hoverMessage: { value: `**${plain(note.author.name)}**: ${plainLines(note.text)}` },
          overviewRuler: { color: '#5f9ea0', position: monaco.editor.OverviewRulerLane.Right },
        },
      });
      decorations.push({
        range: new monaco.Range(found.startLine, 1, found.startLine, 1),
        options: {
          glyphMarginClassName: shared ? 'note-glyph' : 'note-glyph note-glyph-staff',
          glyphMarginHoverMessage: { value: `**${plain(note.author.name)}**: ${plainLines(note.text)}` },
        },
      });
    }
    const { errorLine } = marked;
    if (file && errorLine?.fileId === file.id) {
      decorations.push({
        range: new monaco.Range(errorLine.line, 1, errorLine.line, 1),
        options: { isWholeLine: true, className: 'error-line', glyphMarginClassName: 'error-glyph' },
      });
    }
    drawn.set(decorations);
  };
  // Decorations follow what is typed; where a note's text was replaced, only its anchor knows where it went.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(draw, REDRAW_MS);
  };
  const subscriptions = [
    editor.onDidChangeModel(draw),
    editor.onDidChangeModelContent(soon),
    editor.onMouseDown((event) => {
      if (event.target.type !== monaco.editor.MouseTargetType.GUTTER_GLYPH_MARGIN) return;
      const id = byLine.get(event.target.position.lineNumber);
      if (id) marked.onPick?.(id);
    }),
  ];
  return {
    update(next: Marked): void {
      marked = next;
      draw();
    },
    redraw: draw,
    dispose(): void {
      for (const s of subscriptions) s.dispose();
      clearTimeout(timer);
      drawn.clear();
    },
  };
}
