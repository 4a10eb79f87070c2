/** Notes and error lines in an editor: glyphs in the margin, a tint on the lines, words on hover. */
import type * as Y from 'yjs';
import type { Annotation } from '../../protocol/state.ts';
import { findAnchor } from '../state/anchors.ts';
import type { OpenFile } from '../state/files.ts';
import { type Editor, monaco } from './monaco.ts';

/** Markdown would let a note draw links and pictures: hover text is escaped to plain words. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|&]/g, '\\$&').replaceAll('\n', '  \n');

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
          hoverMessage: { value: `**${plain(note.author.name)}**: ${plain(note.text)}` },
          overviewRuler: { color: '#5f9ea0', position: monaco.editor.OverviewRulerLane.Right },
        },
      });
      decorations.push({
        range: new monaco.Range(found.startLine, 1, found.startLine, 1),
        options: {
          glyphMarginClassName: shared ? 'note-glyph' : 'note-glyph note-glyph-staff',
          glyphMarginHoverMessage: { value: `**${plain(note.author.name)}**: ${plain(note.text)}` },
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
  const subscriptions = [
    editor.onDidChangeModel(draw),
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
      drawn.clear();
    },
  };
}
