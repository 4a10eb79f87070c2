/** Where somebody's cursor is: the awareness state of the candidate's page. The server adds `user`; nobody can claim another's. */

import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { z } from 'zod';
import { isolatedText } from '../../protocol/visible.ts';
import { decodePosition, encodePosition } from '../state/anchors.ts';
import type { OpenFile } from '../state/files.ts';
import type { Editor } from './monaco.ts';
import { monaco } from './monaco.ts';

/** Written by another page: what does not fit is not shown. */
const presence = z.object({
  /** Whose cursor it is; only the server writes this. */
  user: z.object({ name: z.string() }).optional().catch(undefined),
  fileId: z.string(),
  /** Base64 relative positions. */
  anchor: z.string(),
  head: z.string(),
  /** First visible line, for those who follow. */
  top: z.number().catch(1),
});
type Presence = z.infer<typeof presence>;

/** Publishes the editor's selection and scroll position. Returns the way to stop. */
export function publishPresence(editor: Editor, awareness: Awareness, current: () => OpenFile | null): () => void {
  const publish = () => {
    const file = current();
    const model = editor.getModel();
    const selection = editor.getSelection();
    if (!file || !model || !selection) return;
    const head = model.getOffsetAt(selection.getPosition());
    const from = model.getOffsetAt(selection.getStartPosition());
    const to = model.getOffsetAt(selection.getEndPosition());
    const limit = (offset: number) => Math.min(offset, file.text.length);
    const state: Presence = {
      fileId: file.id,
      anchor: encodePosition(file.text, limit(head === to ? from : to)),
      head: encodePosition(file.text, limit(head)),
      top: editor.getVisibleRanges()[0]?.startLineNumber ?? 1,
    };
    awareness.setLocalState({ ...state });
  };
  const subscriptions = [
    editor.onDidChangeCursorSelection(publish),
    editor.onDidScrollChange(publish),
    editor.onDidChangeModel(publish),
  ];
  return () => {
    for (const s of subscriptions) s.dispose();
  };
}

export interface RemoteCursor extends Presence {
  clientId: number;
}

/** Everybody else's presence as it is now. */
export function remoteCursors(awareness: Awareness): RemoteCursor[] {
  const cursors: RemoteCursor[] = [];
  for (const [clientId, state] of awareness.getStates()) {
    if (clientId === awareness.clientID) continue;
    const cursor = presence.safeParse(state);
    if (cursor.success) cursors.push({ clientId, ...cursor.data });
  }
  return cursors;
}

/** Draws the cursors of others with a name beside them. Returns the way to stop. */
export function showCursors(
  editor: Editor,
  doc: Y.Doc,
  awareness: Awareness,
  current: () => OpenFile | null,
  onCursor?: (cursor: RemoteCursor) => void,
): () => void {
  const marks = editor.createDecorationsCollection();
  const labels = new Map<number, monaco.editor.IContentWidget>();
  const draw = () => {
    const file = current();
    const model = editor.getModel();
    const drawn: monaco.editor.IModelDeltaDecoration[] = [];
    const seen = new Set<number>();
    for (const cursor of remoteCursors(awareness)) {
      onCursor?.(cursor);
      if (!file || !model || cursor.fileId !== file.id) continue;
      const anchor = decodePosition(doc, cursor.anchor);
      const head = decodePosition(doc, cursor.head);
      if (anchor?.type !== file.text || head?.type !== file.text || !anchor || !head) continue;
      const at = model.getPositionAt(head.offset);
      const from = model.getPositionAt(Math.min(anchor.offset, head.offset));
      const to = model.getPositionAt(Math.max(anchor.offset, head.offset));
      if (anchor.offset !== head.offset) {
        drawn.push({ range: monaco.Range.fromPositions(from, to), options: { className: 'remote-selection' } });
      }
      drawn.push({ range: monaco.Range.fromPositions(at), options: { beforeContentClassName: 'remote-caret' } });
      seen.add(cursor.clientId);
      label(cursor, at);
    }
    marks.set(drawn);
    for (const [id, widget] of labels) {
      if (seen.has(id)) continue;
      editor.removeContentWidget(widget);
      labels.delete(id);
    }
  };
  const label = (cursor: RemoteCursor, at: monaco.IPosition) => {
    const old = labels.get(cursor.clientId);
    if (old) editor.removeContentWidget(old);
    const node = document.createElement('span');
    node.className = 'remote-name';
    node.textContent = isolatedText(cursor.user?.name ?? '');
    const widget: monaco.editor.IContentWidget = {
      getId: () => `remote-${cursor.clientId}`,
      getDomNode: () => node,
      getPosition: () => ({
        position: at,
        preference: [
          monaco.editor.ContentWidgetPositionPreference.ABOVE,
          monaco.editor.ContentWidgetPositionPreference.BELOW,
        ],
      }),
    };
    editor.addContentWidget(widget);
    labels.set(cursor.clientId, widget);
  };
  awareness.on('change', draw);
  const subscriptions = [editor.onDidChangeModel(draw), editor.onDidChangeModelContent(draw)];
  draw();
  return () => {
    awareness.off('change', draw);
    for (const s of subscriptions) s.dispose();
    for (const widget of labels.values()) editor.removeContentWidget(widget);
    marks.clear();
  };
}
